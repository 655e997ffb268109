import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';

const CHARACTERS_KEPT = 4_000;

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

/**
 * Starts a process that draws for the notebooks; its browser starts with the first picture.
 * @param lib as `compiledLib` gives it
 * @returns its address, for the environment's variable that `PICTURE_SERVICE` names; `end` ends it and its browser
 * @throws when it ends before it is ready, with what it said
 */
export async function startPictureProcess(lib: string) {
  const script = join(projectRoot(), 'scripts', 'report', 'picture-server.mjs');
  const child = fork(script, [lib], { execArgv: [], silent: true });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-CHARACTERS_KEPT);
  });
  child.stdout?.resume();
  const ended = once(child, 'exit');
  const failed = ended.then(() => {
    throw new Error(`The process that draws pictures ended.\n${said}`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  const { address }: { address: string } = message;
  failed.catch(() => {}); // it ends when it is told to
  const end = () => {
    if (child.connected) child.disconnect();
    return ended;
  };
  return { address, end };
}
