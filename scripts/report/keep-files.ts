import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeAtomically } from '../../lib/store/atomic-file';

/** Writes a file only when its content changes. @returns whether it did */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false;
  writeAtomically(file, bytes);
  return true;
}

/**
 * Makes a folder hold exactly these files of one kind: writes what changed, removes what is no more.
 * @param ending such as .csv; files that end otherwise are left alone
 * @param files content by name without the ending
 * @returns the files that were written or removed
 */
export function keepExactly(
  folder: string,
  ending: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): readonly string[] {
  makeFolder(folder);
  const old = readdirSync(folder).filter(
    (file) => file.endsWith(ending) && !files.has(file.slice(0, -ending.length)),
  );
  for (const file of old) rmSync(join(folder, file));
  const written = [...files].filter(([name, content]) =>
    writeIfChanged(join(folder, `${name}${ending}`), content),
  );
  return [...old, ...written.map(([name]) => `${name}${ending}`)];
}
