import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically, writeFailure } from '../store/atomic-file';

/** Settings by which the browser finds one folder of fonts and no other. */
export interface FontSettings {
  /** The file, for the variable FONTCONFIG_FILE. */
  readonly file: string;
  readonly remove: () => void;
}

/**
 * Writes fontconfig's settings for one browser, with the fonts' present folder: kept settings would name the folder
 * in which the project was before it was moved.
 * @param fonts the folder of the fonts
 */
export function writeFontSettings(fonts: string): FontSettings {
  const folder = temporaryFolder();
  const file = join(folder, 'fonts.conf');
  writeAtomically(file, fontSettings(fonts, join(folder, 'cache')));
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

/** fontconfig's settings, XML. */
function fontSettings(fonts: string, cache: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${escaped(fonts)}</dir>`,
    `  <cachedir>${escaped(cache)}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
