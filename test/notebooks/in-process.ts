import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';

/** What one code cell showed; `error` when it failed. */
export interface ExecutedCell {
  readonly source: string;
  readonly outputs: readonly CellOutput[];
  readonly error?: string;
}

/** One output, as in a notebook file. */
export interface CellOutput {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A process with tslab's compiler and executor, no Python needed. */
export interface InProcessKernel {
  /**
   * Runs a notebook's code cells, one notebook at a time. Stops at the first cell that fails; that cell
   * is the last one returned.
   */
  readonly execute: (file: string) => Promise<readonly ExecutedCell[]>;
  readonly end: () => void;
}

/**
 * @param folder where the cells run; it must hold `lib`
 * @param env added to this process's environment, such as REPORT_SCALE
 */
export function startInProcess(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): InProcessKernel {
  const script = join(projectRoot(), 'test', 'notebooks', 'execute-in-process.mjs');
  const child = fork(script, {
    cwd: folder,
    env: { ...process.env, ...env },
    execArgv: ['--max-semi-space-size=128'], // tslab's compiler makes many short-lived objects
    silent: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return {
    execute: (file) =>
      new Promise((resolve, reject) => {
        const failed = (code: number | null) =>
          reject(new Error(`${file} ended with exit code ${code}.\n${said}`));
        child.once('exit', failed);
        child.once('message', (message: { cells: readonly ExecutedCell[] }) => {
          child.off('exit', failed);
          resolve(message.cells);
        });
        child.send(file);
      }),
    end: () => child.disconnect(),
  };
}

/** Runs a notebook in a process of its own and in its own folder: there lib is TypeScript. */
export async function executeInProcess(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly ExecutedCell[]> {
  const kernel = startInProcess(dirname(file), env);
  try {
    return await kernel.execute(file);
  } finally {
    kernel.end();
  }
}

/** Throws what the failed cell said, with its source; does nothing when all cells ran. */
export function expectNoError(file: string, cells: readonly ExecutedCell[]): void {
  const failed = cells.find((cell) => cell.error !== undefined);
  if (failed) {
    throw new Error(
      `${file}, cell ${cells.indexOf(failed) + 1}:\n${failed.source}\n\n${failed.error}`,
    );
  }
}
