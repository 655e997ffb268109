import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../store/project-root';

const VERSION = '147.0.0';

/** Where the unpacked browser lives: its program, its one font family, and libraries it may lack. */
export interface Chromium {
  readonly executable: string;
  /** Environment in which the browser sees the bundled font and no other. */
  readonly env: Readonly<Record<string, string>>;
  /** The same, with the bundled system libraries first; for machines without NSS. */
  readonly envWithLibraries: Readonly<Record<string, string>>;
}

/**
 * Unpacks the browser of the npm package @sparticuz/chromium, once, under node_modules/.cache.
 * Two processes may do so at once: each unpacks aside, and the first to finish is kept.
 * @throws when the package is missing or cannot be unpacked, saying what to do
 */
export async function unpackChromium(): Promise<Chromium> {
  const folder = join(projectRoot(), 'node_modules', '.cache', `chromium-${VERSION}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const env = { ...ownEnvironment(), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const libraries = join(folder, 'al2023', 'lib');
  return {
    executable: join(folder, 'chromium'),
    env,
    envWithLibraries: { ...env, LD_LIBRARY_PATH: libraries },
  };
}

/** In a child process, because the package unpacks into whatever TMPDIR says. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const aside = mkdtempSync(`${folder}-`);
  const script =
    "import('@sparticuz/chromium').then(async (it) => { await it.default.executablePath(); })";
  try {
    // AWS_EXECUTION_ENV makes the package unpack its system libraries too.
    const env = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await promisify(execFile)(process.execPath, ['-e', script], { cwd: projectRoot(), env });
    writeFileSync(join(aside, 'fonts.conf'), fontSettings(folder));
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (existsSync(folder)) return; // another process was first
    throw new Error(
      `The headless browser (npm package @sparticuz/chromium ${VERSION}, 210 MB unpacked) could not ` +
        `be unpacked into ${folder}: run npm run setup, and see that the disk has room.\n${error}`,
    );
  }
}

function fontSettings(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${folder}/fonts/fonts</dir>`,
    `  <cachedir>${folder}/fonts-cache</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
