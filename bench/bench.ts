/** npm run bench: our training against PyTorch's, in turn on the same cores. See bench/README.md. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { setThreads } from '../lib/engine/environment';
import { projectRoot } from '../lib/study/project-root';
import { writeAtomically } from '../lib/study/run-store';
import { type Comparison, chooseComparisons, comparisons } from './comparisons';
import { interleave, type Side, type SideResult } from './interleave';
import { load, type Machine, thisMachine } from './machine';
import { type Peer, startPeer } from './peer-process';
import { type MemoryFormat, memoryFormats } from './protocol';
import { resultLines } from './table';

const help = `Times our training against PyTorch, in blocks that take turns on the same cores.

  npm run bench                       the student's and the teacher's training step
  npm run bench -- --only student     one comparison, or several joined by commas:
${comparisons.map(({ name, meaning }) => `                          ${name.padEnd(20)}${meaning}`).join('\n')}
  npm run bench -- --inference        our forward passes alone, to report/timings; needs no PyTorch

  --blocks 12     measured blocks a side
  --steps 10      training steps a block (evaluations: a tenth as many passes)
  --warmup 2      blocks a side that do not count
  --threads 2     threads a side; all cores unless told
  --formats contiguous            PyTorch's memory formats: contiguous, channels_last, or both
  --output DIR    where <device>.json goes: bench/results, or report/timings with --inference
  --help          this text
`;

interface Settings {
  readonly only: readonly Comparison[];
  readonly blocks: number;
  readonly steps: number;
  readonly warmup: number;
  readonly threads: number;
  readonly formats: readonly MemoryFormat[];
  readonly inference: boolean;
  readonly output: string | undefined;
}

function readSettings(machine: Machine): Settings | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      only: { ...text, default: 'student,teacher' },
      blocks: text,
      steps: { ...text, default: '10' },
      warmup: { ...text, default: '2' },
      threads: { ...text, default: String(machine.cores) },
      formats: { ...text, default: 'contiguous' },
      output: text,
      inference: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    only: chooseComparisons(values.only),
    blocks: wholeNumber('blocks', values.blocks ?? (values.inference ? '100' : '12'), 1),
    steps: wholeNumber('steps', values.steps, 1),
    warmup: wholeNumber('warmup', values.warmup, 0),
    threads: wholeNumber('threads', values.threads, 1),
    formats: values.formats.split(',').map(memoryFormat),
    inference: values.inference,
    output: values.output,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name}: expected a whole number from ${least} up, got "${text}".`);
}

function memoryFormat(text: string): MemoryFormat {
  const found = memoryFormats.find((format) => format === text.trim());
  if (found) return found;
  throw new Error(`--formats: expected ${memoryFormats.join(' or ')}, got "${text}".`);
}

function startOurs(threads: number): Promise<Peer> {
  return startPeer({
    program: process.execPath,
    args: ['--import', 'tsx', join('bench', 'peer.ts')],
    folder: projectRoot(),
    environment: { TF_NUM_INTRAOP_THREADS: String(threads) },
  });
}

function startPyTorch(threads: number): Promise<Peer> {
  const program = join(projectRoot(), '.venv-bench', 'bin', 'python');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing; npm run bench installs PyTorch there.`);
  }
  const args = [join('bench', 'pytorch', 'peer.py'), '--threads', String(threads)];
  return startPeer({ program, args, folder: projectRoot() });
}

/** Fresh processes for each comparison, so that peak memory is its own. */
async function compare(comparison: Comparison, settings: Settings): Promise<readonly SideResult[]> {
  const peers: Peer[] = [];
  try {
    const ours = await startOurs(settings.threads);
    peers.push(ours);
    const pytorch = await startPyTorch(settings.threads);
    peers.push(pytorch);
    const sides: Side[] = [
      { label: ours.description.name, peer: ours, job: comparison.ours },
      ...settings.formats.map((format) => ({
        label: `${pytorch.description.name}, ${format}`,
        peer: pytorch,
        job: comparison.theirs,
        memoryFormat: format,
      })),
    ];
    return await interleave(sides, {
      blocks: settings.blocks,
      warmup: settings.warmup,
      steps: Math.max(1, Math.round(settings.steps * comparison.shareOfSteps)),
      onRound: progress(comparison.name),
    });
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

/** A line that grows in a terminal, nothing in a log. */
function progress(name: string) {
  const start = performance.now();
  return (round: number, rounds: number): void => {
    if (!process.stderr.isTTY) return;
    const left = ((performance.now() - start) / 1000 / round) * (rounds - round);
    const text = `${name}: round ${round} of ${rounds}, ${left.toFixed(0)} s left`;
    process.stderr.write(`\r\u001b[2K${round < rounds ? text : ''}`);
  };
}

async function compareAll(settings: Settings, machine: Machine): Promise<void> {
  const loadBefore = load();
  warnOfLoad(loadBefore);
  const results = [];
  for (const comparison of settings.only) {
    process.stdout.write(`\n${comparison.name}: ${comparison.meaning}\n`);
    const sides = await compare(comparison, settings);
    process.stdout.write(`${resultLines(sides).join('\n')}\n`);
    results.push({ comparison: comparison.name, meaning: comparison.meaning, sides });
  }
  const { blocks, steps, warmup, threads } = settings;
  const report = { machine, loadBefore, blocks, steps, warmup, threads, results };
  const folder = settings.output ?? join(projectRoot(), 'bench', 'results');
  const file = join(folder, `${machine.device}.json`);
  writeAtomically(file, `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(`\nWrote ${relative(process.cwd(), file)}\n`);
}

function warnOfLoad(before: number): void {
  if (before < 0.5) return;
  process.stderr.write(
    `Other work keeps ${before.toFixed(1)} cores busy: these timings will mean little.\n`,
  );
}

async function inferenceAlone(settings: Settings): Promise<void> {
  warnOfLoad(load());
  setThreads(settings.threads);
  const { timeInference, writeTiming } = await import('./inference');
  const timing = await timeInference(settings.blocks, (text) => process.stdout.write(`${text}\n`));
  for (const { architecture, batchSize, medianMs, minMs, maxMs } of timing.rows) {
    process.stdout.write(
      `${architecture.padEnd(8)} batch ${String(batchSize).padStart(3)}: ` +
        `${medianMs} ms (${minMs} – ${maxMs})\n`,
    );
  }
  const file = settings.output ? writeTiming(timing, settings.output) : writeTiming(timing);
  process.stdout.write(`Wrote ${relative(process.cwd(), file)}\n`);
}

async function main(): Promise<void> {
  const machine = thisMachine();
  const settings = readSettings(machine);
  if (settings === undefined) {
    process.stdout.write(help);
    return;
  }
  await (settings.inference ? inferenceAlone(settings) : compareAll(settings, machine));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
