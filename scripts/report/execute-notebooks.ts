import { availableParallelism, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PICTURE_SERVICE } from '../../lib/pictures/figure-png';
import { makeFolder } from '../../lib/store/atomic-file';
import { compiledLib } from './compiled-lib';
import { kernelFolder } from './kernel-folder';
import { type NotebookExecutor, startExecutor } from './notebook-executor';
import { notebookOrder } from './notebook-order';
import { startPictureProcess } from './picture-process';
import { sourcePlaces } from './source-places';

/** Told what is under way and where it stands, such as `01-data` at `3/11`; at nothing when it is done. */
export type OnProgress = (what: string, at?: string) => void;

export interface ExecuteOptions {
  /** Where the executed copies go. */
  readonly folder: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
  /** Ends when the logits that notebooks share are there; those that ask for none do not wait for it. */
  readonly logits?: Promise<unknown>;
}

/** What came of executing notebooks. */
export interface ExecutedNotebooks {
  /** By notebook, the copies of those whose cells all ran. */
  readonly copies: ReadonlyMap<string, string>;
  /** Every cell that failed: its notebook, its source, what it said. */
  readonly failure: Error | undefined;
}

/** What a kernel with its compiler and images takes, in bytes. */
const KERNEL_MEMORY = 2 * 2 ** 30;
const MOST_AT_ONCE = 4;

/**
 * Executes notebooks through the real tslab kernel, one a processor core at once, into copies; the
 * notebooks themselves stay as they are. The kernels find lib compiled and share one browser.
 * @param files notebooks of one folder, which holds the link `lib`
 * @throws when lib does not compile; when `logits` fails
 */
export async function executeNotebooks(
  files: readonly string[],
  options: ExecuteOptions,
): Promise<ExecutedNotebooks> {
  makeFolder(options.folder);
  options.onProgress('lib', 'compiling');
  const lib = await compiledLib();
  options.onProgress('lib');
  const pictures = await startPictureProcess(lib);
  const env = { ...options.env, [PICTURE_SERVICE]: pictures.address };
  const executors = Array.from({ length: atOnce(files) }, () => startExecutor(env));
  const kernel = kernelFolder(dirname(files[0] ?? ''), lib);
  try {
    const errors = await executeAll(files, executors, { ...options, kernel: kernel.folder });
    const executed = files.filter((file) => !errors.has(file));
    const said = [...errors.values()].join('\n\n');
    return {
      copies: new Map(executed.map((file) => [file, copyOf(file, options.folder)])),
      failure: said === '' ? undefined : new Error(sourcePlaces(said, lib)),
    };
  } finally {
    await Promise.all([...executors, pictures].map(({ end }) => end()));
    kernel.remove();
  }
}

const copyOf = (file: string, folder: string) => join(folder, basename(file));

/** How many notebooks run at once: two at least, since each waits for this and that. */
function atOnce(files: readonly string[]): number {
  const fitting = Math.min(availableParallelism(), Math.floor(totalmem() / KERNEL_MEMORY));
  return Math.min(files.length, Math.max(2, Math.min(fitting, MOST_AT_ONCE)));
}

/** @returns by file, what the notebooks said that failed */
async function executeAll(
  files: readonly string[],
  executors: readonly NotebookExecutor[],
  { folder, kernel, onProgress, logits }: ExecuteOptions & { kernel: string },
): Promise<ReadonlyMap<string, string>> {
  const { early, late } = notebookOrder(files);
  const errors = new Map<string, string>();
  const next = async () => {
    if (early.length === 0) await logits;
    return early.shift() ?? late.shift();
  };
  const work = async ({ execute }: NotebookExecutor) => {
    for (let file = await next(); file !== undefined; file = await next()) {
      const notebook = file;
      const name = basename(notebook, '.ipynb');
      const job = { notebook, copy: copyOf(notebook, folder), folder: kernel };
      await execute(job, (cell, cells) => onProgress(name, `${cell}/${cells}`)).catch(
        (error: Error) => errors.set(notebook, error.message),
      );
      onProgress(name);
    }
  };
  await Promise.all(executors.map(work));
  return errors;
}
