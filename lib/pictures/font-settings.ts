import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-file';

/**
 * Writes fontconfig's settings for one browser, by which it finds one folder of fonts and no other. They name the
 * fonts' present folder: kept settings would name the one in which the project was before it was moved.
 * @returns the file, for the variable FONTCONFIG_FILE, and what removes it
 */
export function writeFontSettings(fonts: string) {
  const folder = join(tmpdir(), `fonts-${randomUUID()}`);
  const file = join(folder, 'fonts.conf');
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${escaped(fonts)}</dir><cachedir>${escaped(join(folder, 'cache'))}</cachedir></fontconfig>`,
  ];
  writeAtomically(file, lines.join('\n'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { file, remove };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
