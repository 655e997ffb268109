import { availableParallelism, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PICTURE_SERVICE } from '../../lib/pictures/figure-png';
import { makeFolder } from '../../lib/store/atomic-file';
import { compiledLib, sourcePlaces } from './compiled-lib';
import { kernelFolder, startPictureProcess } from './kernel-surroundings';
import { notebookOrder } from './notebook-choice';
import { startExecutor } from './notebook-executor';

/** Told what is under way and where it stands, such as `01-data` at `3/11`; at nothing when it is done. */
export type OnProgress = (what: string, at?: string) => void;

/**
 * Joins where everything under way stands into one note: "2 of 8 done · tables loading, 01-data 3/9".
 * @param total how much there is to do
 * @param note shows the note
 */
export function joinedNotes(total: number, note: (text: string) => void): OnProgress {
  const places = new Map<string, string>();
  let done = 0;
  return (what, at) => {
    if (at === undefined) {
      done += 1;
      places.delete(what);
    } else places.set(what, at);
    const under = [...places].map((entry) => entry.join(' ')).join(', ');
    note([done > 0 ? `${done} of ${total} done` : '', under].filter(Boolean).join(' · '));
  };
}

export interface ExecuteOptions {
  /** Where the executed copies go. */
  readonly folder: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
  /** Ends when the logits that notebooks share are there; those that ask for none do not wait for it. */
  readonly logits?: Promise<unknown>;
}

export type ExecutedNotebooks = Awaited<ReturnType<typeof executeNotebooks>>;

/** What a kernel with its compiler and images takes, in bytes. */
const KERNEL_MEMORY = 2 * 2 ** 30;
const MOST_AT_ONCE = 4;

/**
 * Executes notebooks through the real tslab kernel, one a processor core at once, into copies; the
 * notebooks themselves stay as they are. The kernels find lib compiled and share one browser.
 * @param files notebooks of one folder, which holds the link `lib`
 * @returns by notebook, the copies of those whose cells all ran; a failure with every cell that failed: its notebook,
 * its source, what it said
 * @throws when lib does not compile; when `logits` fails
 */
export async function executeNotebooks(files: readonly string[], options: ExecuteOptions) {
  makeFolder(options.folder);
  options.onProgress('lib', 'compiling');
  const lib = await compiledLib();
  options.onProgress('lib');
  const pictures = await startPictureProcess(lib);
  const kernel = kernelFolder(dirname(files[0] ?? ''), lib);
  const env = { ...options.env, [PICTURE_SERVICE]: pictures.address };
  const executors = Array.from({ length: atOnce(files) }, () => startExecutor(kernel.folder, env));
  try {
    const { copies, errors } = await executeAll(files, executors, options);
    const said = sourcePlaces(errors.join('\n\n'), lib);
    return { copies, failure: errors.length === 0 ? undefined : new Error(said) };
  } finally {
    await Promise.all([...executors, pictures].map(({ end }) => end()));
    kernel.remove();
  }
}

/** How many notebooks run at once: two at least, since each waits for this and that. */
function atOnce(files: readonly string[]): number {
  const fitting = Math.min(availableParallelism(), Math.floor(totalmem() / KERNEL_MEMORY));
  return Math.min(files.length, Math.max(2, Math.min(fitting, MOST_AT_ONCE)));
}

async function executeAll(
  files: readonly string[],
  executors: readonly ReturnType<typeof startExecutor>[],
  { folder, onProgress, logits }: ExecuteOptions,
) {
  const { early, late } = notebookOrder(files);
  const copies = new Map<string, string>();
  const errors: string[] = [];
  const next = async () => {
    if (early.length === 0) await logits;
    return early.shift() ?? late.shift();
  };
  const work = async ({ execute }: (typeof executors)[number]) => {
    for (let file = await next(); file !== undefined; file = await next()) {
      const name = basename(file, '.ipynb');
      const copy = join(folder, basename(file));
      try {
        await execute(file, copy, (at) => onProgress(name, at));
        copies.set(file, copy);
      } catch (error) {
        errors.push((error as Error).message);
      }
      onProgress(name);
    }
  };
  await Promise.all(executors.map(work));
  return { copies, errors };
}
