import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../store/atomic-file';
import { projectRoot } from '../store/project-root';

const VERSION = '147.0.0';

/**
 * Unpacks the browser of the npm package @sparticuz/chromium, once, under node_modules/.cache.
 * Two processes may do so at once: each unpacks aside, and the first to finish is kept.
 * @returns its program, the folder of its one font family, and that of system libraries, for machines without NSS
 * @throws when the package is missing or cannot be unpacked, saying what to do
 */
export async function unpackChromium() {
  const folder = join(projectRoot(), 'node_modules', '.cache', `chromium-${VERSION}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executable: join(folder, 'chromium'),
    fonts: join(folder, 'fonts', 'fonts'),
    libraries: join(folder, 'al2023', 'lib'),
  };
}

/** In a child process, because the package unpacks into whatever TMPDIR says. */
async function unpackInto(folder: string): Promise<void> {
  makeFolder(dirname(folder));
  const aside = mkdtempSync(`${folder}-`);
  const script = "import('@sparticuz/chromium').then((it) => it.default.executablePath())";
  // AWS_EXECUTION_ENV makes the package unpack its system libraries too.
  const env = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  try {
    await promisify(execFile)(process.execPath, ['-e', script], { cwd: projectRoot(), env });
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
