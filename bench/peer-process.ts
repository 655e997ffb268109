import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import {
  type Block,
  blockSchema,
  type Description,
  descriptionSchema,
  failureSchema,
  memorySchema,
  type Request,
} from './protocol';

/** How to start a peer. */
export interface PeerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A process that does a block of work when asked, and sleeps otherwise. */
export interface Peer {
  readonly description: Description;
  readonly block: (request: Request) => Promise<Block>;
  /** Peak resident memory so far, MB of 2^20 bytes. */
  readonly peakMegabytes: () => Promise<number>;
  /** Processor seconds used so far by all its threads; undefined where the system does not tell. */
  readonly processorSeconds: () => number | undefined;
  readonly close: () => Promise<void>;
}

/** Clock ticks a second in /proc on Linux. */
const TICKS = 100;

/**
 * Starts a peer and waits until it has said what it is.
 * @throws when it cannot be started, ends early, or answers with an error, quoting what it wrote
 */
export async function startPeer(command: PeerCommand): Promise<Peer> {
  const child = spawn(command.program, [...command.args], {
    cwd: command.folder,
    env: { ...process.env, ...command.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ask = conversation(child, command);
  const description = await ask({ job: 'describe' }, descriptionSchema);
  return {
    description,
    block: (request) => ask(request, blockSchema),
    peakMegabytes: async () => (await ask({ job: 'memory' }, memorySchema)).peakMegabytes,
    processorSeconds: () => (child.pid === undefined ? undefined : processorSeconds(child.pid)),
    close: () => close(child),
  };
}

type Ask = <Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
) => Promise<z.output<Schema>>;

/** A line out, the next JSON line in; a question waits for the answer to the one before. */
function conversation(child: ChildProcess, command: PeerCommand): Ask {
  let complaint = '';
  let waiting: { answer: (line: string) => void; fail: (error: Error) => void } | undefined;
  let ended: Error | undefined;
  const end = (how: string): void => {
    ended ??= new Error(`${command.program} ${how}. ${complaint.trim()}`.trim());
    waiting?.fail(ended);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  child.on('error', (error) => end(`could not be started: ${error.message}`));
  child.on('close', (code, signal) => end(`ended with ${signal ?? `exit code ${code}`}`));
  child.stdin?.on('error', () => undefined); // 'close' tells why
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) waiting?.answer(line);
    });
  }
  const exchange = async (request: Request): Promise<string> => {
    if (ended) throw ended;
    try {
      return await new Promise<string>((answer, fail) => {
        waiting = { answer, fail };
        child.stdin?.write(`${JSON.stringify(request)}\n`);
      });
    } finally {
      waiting = undefined;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return async (request, schema) => {
    const line = last.then(() => exchange(request));
    last = line.catch(() => undefined);
    const reply: unknown = JSON.parse(await line);
    const failure = failureSchema.safeParse(reply);
    if (failure.success) throw new Error(`${command.program}: ${failure.data.error}`);
    return schema.parse(reply);
  };
}

/** utime + stime of /proc/<pid>/stat; the command's name, in brackets, may hold spaces. */
function processorSeconds(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
}

function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('close', () => {
      clearTimeout(patience);
      resolve();
    });
    child.stdin?.end();
  });
}
