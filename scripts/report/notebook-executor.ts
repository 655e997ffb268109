import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectEnvironment, root, venvFolder } from '../setup/project.mjs';

const messageSchema = z.union([
  z.object({ cell: z.number(), of: z.number(), source: z.string() }),
  z.object({ failed: z.number(), of: z.number(), source: z.string(), text: z.string() }),
  z.object({ done: z.boolean() }),
]);
type Failure = Extract<z.output<typeof messageSchema>, { failed: number }>;

/** The kernel's compiler makes many short-lived objects; with room for them it is a tenth faster. */
const ROOMY = '--max-semi-space-size=128';
const LINES_KEPT = 20;

/**
 * Starts a process that executes one notebook at a time, each through a kernel of its own.
 * @param folder where the kernels run: it holds `lib`
 * @param env added to this process's environment, for the kernels
 * @throws when the Python environment is missing
 */
export function startExecutor(folder: string, env: Readonly<Record<string, string>>) {
  const python = join(venvFolder, 'bin', 'python');
  if (!existsSync(python)) throw new Error('No Python in .venv; set it up with: npm run setup');
  const roomy = `${process.env.NODE_OPTIONS ?? ''} ${ROOMY}`.trim();
  const child = spawn(python, [join(root, 'scripts', 'report', 'execute.py')], {
    env: { ...projectEnvironment(), ...env, NODE_OPTIONS: roomy },
    stdio: 'pipe',
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = [...said, line].slice(-LINES_KEPT);
  });
  child.stdin.on('error', () => {}); // it has ended; that is told below
  const ended = once(child, 'close').catch((error: Error) => said.push(error.message));

  /**
   * @param copy where the executed copy goes
   * @param onCell told which cell runs, such as `3/11`
   * @throws with the cell that failed, its source and what it said
   */
  const execute = async (notebook: string, copy: string, onCell: (at: string) => void) => {
    const name = basename(notebook, '.ipynb');
    if ((child.exitCode ?? child.signalCode) === null) said = []; // else they say why it has ended
    child.stdin.write(`${JSON.stringify({ notebook, copy, folder })}\n`);
    let failure = '';
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const message = messageSchema.parse(JSON.parse(line.value));
      if ('cell' in message) onCell(`${message.cell}/${message.of}`);
      else if ('failed' in message) failure = failureText(name, message);
      else if (message.done) return;
      else throw new Error(failure);
    }
    await ended;
    throw new Error(failure || `${name} could not be executed.\n${said.join('\n')}`);
  };
  /** Ends the process, and the kernel of a notebook under way. */
  const end = () => {
    child.stdin.end();
    child.kill('SIGTERM'); // nothing to it while it waits; under way, it stops its kernel
    return ended;
  };
  return { execute, end };
}

function failureText(name: string, { failed, of, source, text }: Failure): string {
  const rule = '─'.repeat(60);
  return `${name}, code cell ${failed} of ${of} failed:\n${rule}\n${source}\n${rule}\n${text.trim()}`;
}
