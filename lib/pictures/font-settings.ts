import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically, writeFailure } from '../store/atomic-file';

/**
 * Writes fontconfig's settings for one browser, by which it finds one folder of fonts and no other. They name the
 * fonts' present folder: kept settings would name the one in which the project was before it was moved.
 * @param fonts the folder of the fonts
 * @returns the file, for the variable FONTCONFIG_FILE, and what removes it
 */
export function writeFontSettings(fonts: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'fonts.conf');
  writeAtomically(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escaped(fonts)}</dir>
  <cachedir>${escaped(join(folder, 'cache'))}</cachedir>
</fontconfig>
`,
  );
  const remove = () => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { file, remove };
}

function temporaryFolder(): string {
  const start = join(tmpdir(), 'fonts-');
  try {
    return mkdtempSync(start);
  } catch (error) {
    throw writeFailure(start, error);
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
