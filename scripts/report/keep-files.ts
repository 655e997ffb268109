import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeAtomically } from '../../lib/store/atomic-file';
import type { ReportFiles } from './report-files';

/** Writes a file only when its content changes. @returns whether it did */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false;
  writeAtomically(file, bytes);
  return true;
}

/** Writes the files of a report's folder that changed. @returns these */
export function writeChanged(folder: string, files: ReportFiles): readonly string[] {
  const changed = [...files].filter(([file, content]) =>
    writeIfChanged(join(folder, file), content),
  );
  return changed.map(([file]) => file);
}

/** Makes a report's folder hold exactly these tables and figures. @returns the files that were removed or written */
export function keepExactly(folder: string, files: ReportFiles): readonly string[] {
  const old = Object.entries({ tables: '.csv', figures: '.png' }).flatMap(([kind, ending]) => {
    makeFolder(join(folder, kind));
    return readdirSync(join(folder, kind))
      .filter((name) => name.endsWith(ending))
      .map((name) => `${kind}/${name}`);
  });
  const removed = old.filter((file) => !files.has(file));
  for (const file of removed) rmSync(join(folder, file));
  return [...removed, ...writeChanged(folder, files)];
}
