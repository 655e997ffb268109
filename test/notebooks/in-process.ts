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

/**
 * Runs a notebook's code cells in a process of its own with tslab's compiler and executor, no Python
 * needed. Stops at the first cell that fails; that cell is the last one returned.
 * @param file the notebook
 * @param env added to this process's environment, such as REPORT_SCALE
 * @param folder where the cells run; it must hold `lib`. The notebook's own unless told: there lib is
 * TypeScript, as in JupyterLab
 */
export function executeInProcess(
  file: string,
  env: Readonly<Record<string, string>> = {},
  folder = dirname(file),
): Promise<readonly ExecutedCell[]> {
  const script = join(projectRoot(), 'test', 'notebooks', 'execute-in-process.mjs');
  const child = fork(script, [file], {
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
  return new Promise((resolve, reject) => {
    child.on('message', (message: { cells: readonly ExecutedCell[] }) => resolve(message.cells));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${file} ended with exit code ${code}.\n${said}`)));
  });
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
