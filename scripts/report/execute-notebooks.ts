import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../lib/study/project-root';

const messageSchema = z.union([
  z.object({ cell: z.number(), of: z.number(), source: z.string() }),
  z.object({ failed: z.number(), of: z.number(), source: z.string(), text: z.string() }),
]);

export interface ExecuteOptions {
  /** Where the executed copies go. */
  readonly folder: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Told which cell of which notebook runs. */
  readonly onCell?: (notebook: string, cell: number, cells: number) => void;
}

/** How many notebooks run at once: each has a kernel and a browser. */
const AT_ONCE = 2;

/** The kernel compiles lib before the first cell; with room for young objects it does so a tenth faster. */
const ROOMY = '--max-semi-space-size=128';

/**
 * Executes notebooks through the real tslab kernel, two at a time, into copies; the notebooks themselves
 * stay as they are.
 * @param files notebooks, each in a folder with the link `lib`
 * @returns the copies, in the order of the files
 * @throws one error with every cell that failed: its notebook, its source, what it said
 */
export async function executeNotebooks(
  files: readonly string[],
  options: ExecuteOptions,
): Promise<readonly string[]> {
  mkdirSync(options.folder, { recursive: true });
  const waiting = [...files];
  const errors: string[] = [];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await executeNotebook(file, options).catch((error: Error) => errors.push(error.message));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (errors.length > 0) throw new Error(errors.join('\n\n'));
  return files.map((file) => join(options.folder, basename(file)));
}

function executeNotebook(file: string, { folder, env, onCell }: ExecuteOptions): Promise<void> {
  const root = projectRoot();
  const bin = join(root, '.venv', 'bin');
  const python = join(bin, 'python');
  if (!existsSync(python)) throw new Error('No Python in .venv; set it up with: npm run setup');
  const name = basename(file, '.ipynb');
  const script = join(root, 'scripts', 'report', 'execute.py');
  const path = [bin, join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(python, [script, file, join(folder, basename(file))], {
    env: {
      TF_CPP_MIN_LOG_LEVEL: '3',
      ...process.env,
      ...env,
      PATH: path,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${ROOMY}`.trim(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let failure = '';
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > 20) said.shift();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = messageSchema.parse(JSON.parse(line));
    if ('cell' in message) onCell?.(name, message.cell, message.of);
    else failure = failureText(name, message);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(failure || `${name} could not be executed.\n${said.join('\n')}`));
    });
  });
}

function failureText(
  name: string,
  { failed, of, source, text }: { failed: number; of: number; source: string; text: string },
): string {
  const rule = '─'.repeat(60);
  return [`${name}, code cell ${failed} of ${of} failed:`, rule, source, rule, text.trim()].join(
    '\n',
  );
}
