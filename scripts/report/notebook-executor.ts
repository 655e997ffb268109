import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../lib/store/project-root';

const messageSchema = z.union([
  z.object({ cell: z.number(), of: z.number(), source: z.string() }),
  z.object({ failed: z.number(), of: z.number(), source: z.string(), text: z.string() }),
  z.object({ done: z.boolean() }),
]);

type Message = z.output<typeof messageSchema>;
type Failure = Extract<Message, { failed: number }>;

/** What to execute, and where. */
export interface NotebookJob {
  readonly notebook: string;
  /** Where the executed copy goes. */
  readonly copy: string;
  /** Where its kernel runs: a folder with `lib`. */
  readonly folder: string;
}

/** Executes one notebook at a time, each through a kernel of its own. */
export interface NotebookExecutor {
  /**
   * @param onCell told which cell runs, of how many
   * @throws with the cell that failed, its source and what it said
   */
  readonly execute: (
    job: NotebookJob,
    onCell: (cell: number, cells: number) => void,
  ) => Promise<void>;
  /** Ends the process, and the kernel of a notebook under way. */
  readonly end: () => Promise<void>;
}

/** The kernel's compiler makes many short-lived objects; with room for them it is a tenth faster. */
const ROOMY = '--max-semi-space-size=128';
const LINES_KEPT = 20;

/**
 * Starts a process that talks to kernels.
 * @param env added to this process's environment, for the kernels
 * @throws when the Python environment is missing
 */
export function startExecutor(env: Readonly<Record<string, string>>): NotebookExecutor {
  const child = startPython(env);
  const said: string[] = [];
  let take: (message: Message) => void = () => {};
  let gone = () => {};
  let closed = false;
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > LINES_KEPT) said.shift();
  });
  createInterface({ input: child.stdout }).on('line', (line) =>
    take(messageSchema.parse(JSON.parse(line))),
  );
  child.stdin.on('error', () => {}); // it has ended; that is told below
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => said.push(error.message));
    child.once('close', () => {
      closed = true;
      gone();
      resolve();
    });
  });

  const execute: NotebookExecutor['execute'] = (job, onCell) => {
    const name = basename(job.notebook, '.ipynb');
    if (!closed) said.length = 0; // else they say why it has ended
    return new Promise((resolve, reject) => {
      let failure: Failure | undefined;
      const fail = () =>
        reject(new Error(failure ? failureText(name, failure) : lostText(name, said)));
      gone = fail;
      take = (message) => {
        if ('cell' in message) onCell(message.cell, message.of);
        else if ('failed' in message) failure = message;
        else if (message.done) resolve();
        else fail();
      };
      if (closed) fail();
      else child.stdin.write(`${JSON.stringify(job)}\n`);
    });
  };
  const end = () => {
    child.stdin.end();
    child.kill('SIGTERM'); // nothing to it while it waits; under way, it stops its kernel
    return ended;
  };
  return { execute, end };
}

function startPython(env: Readonly<Record<string, string>>) {
  const root = projectRoot();
  const bin = join(root, '.venv', 'bin');
  const python = join(bin, 'python');
  if (!existsSync(python)) throw new Error('No Python in .venv; set it up with: npm run setup');
  const path = [bin, join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return spawn(python, [join(root, 'scripts', 'report', 'execute.py')], {
    env: {
      TF_CPP_MIN_LOG_LEVEL: '3',
      ...process.env,
      ...env,
      PATH: path,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${ROOMY}`.trim(),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function failureText(name: string, { failed, of, source, text }: Failure): string {
  const rule = '─'.repeat(60);
  return [`${name}, code cell ${failed} of ${of} failed:`, rule, source, rule, text.trim()].join(
    '\n',
  );
}

function lostText(name: string, said: readonly string[]): string {
  return `${name} could not be executed.\n${said.join('\n')}`;
}
