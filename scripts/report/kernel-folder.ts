import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';

/**
 * A folder for a kernel that looks like the notebook's own, except that `lib` leads to the compiled one:
 * every other file is found there under its name. It lies within the project, where packages are found.
 * @param own the notebook's folder
 * @param lib as `compiledLib` gives it
 */
export function kernelFolder(own: string, lib: string) {
  const cache = join(projectRoot(), '.cache');
  makeFolder(cache);
  const folder = mkdtempSync(join(cache, 'kernel-'));
  symlinkSync(lib, join(folder, 'lib'));
  for (const name of readdirSync(own)) {
    if (name !== 'lib') symlinkSync(resolve(own, name), join(folder, name));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
