import { fork } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';

/** A process that draws for the notebooks. */
export interface PictureProcess {
  /** For the environment's variable that `PICTURE_SERVICE` names. */
  readonly address: string;
  /** Ends it and its browser. */
  readonly end: () => Promise<void>;
}

const CHARACTERS_KEPT = 4_000;

/**
 * Starts it; its browser starts with the first picture.
 * @param lib as `compiledLib` gives it
 * @throws when it ends before it is ready, with what it said
 */
export function startPictureProcess(lib: string): Promise<PictureProcess> {
  const script = join(projectRoot(), 'scripts', 'report', 'picture-server.mjs');
  const child = fork(script, [lib], { execArgv: [], silent: true });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-CHARACTERS_KEPT);
  });
  child.stdout?.resume();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = () => {
    if (child.connected) child.disconnect();
    return ended;
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', ({ address }: { address: string }) => resolve({ address, end }));
    ended.then(() => reject(new Error(`The process that draws pictures ended.\n${said}`)));
  });
}
