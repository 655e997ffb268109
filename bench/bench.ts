/** npm run bench: our training against PyTorch's, in turn on the same cores. See bench/README.md. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { setThreads } from '../lib/engine/environment';
import {
  type BenchComparison,
  type BenchSide,
  benchResultsFolder,
  mergeComparisons,
  readBenchResults,
} from '../lib/study/bench-results';
import { projectRoot } from '../lib/study/project-root';
import { writeAtomically } from '../lib/study/run-store';
import { type Comparison, chooseComparisons, comparisons, type SideSettings } from './comparisons';
import { interleave, type Side } from './interleave';
import { load, type Machine, thisMachine } from './machine';
import { peerGroup } from './peer-group';
import { type Peer, startPeer } from './peer-process';
import { type MemoryFormat, memoryFormats } from './protocol';
import { resultLines } from './table';

const help = `Times our training against PyTorch, in blocks that take turns on the same cores.

  npm run bench                       everything but 'scaling'
  npm run bench -- --only student     one comparison, or several joined by commas:
${comparisons.map(({ name, meaning }) => `                          ${name.padEnd(20)}${meaning}`).join('\n')}
                          scaling             batch sizes 32 to 1024 and widths 1, 2, 4
  npm run bench -- --inference        our forward passes alone, to report/timings; needs no PyTorch

  --blocks 12     measured blocks a side
  --steps 10      training steps a block (evaluations: a tenth as many passes)
  --warmup 2      blocks a side that do not count
  --threads 2     threads a side; all cores unless told
  --formats contiguous,channels_last    PyTorch's memory formats: both unless told
  --profile JOB   no comparison: where the time of a job of ours goes, kernel by kernel; JOB is
                  student-step, teacher-step, distillation-step, student-evaluation, …
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
  readonly profile: string | undefined;
  readonly output: string | undefined;
}

function readSettings(machine: Machine): Settings | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      only: { ...text, default: 'all' },
      blocks: text,
      steps: { ...text, default: '10' },
      warmup: { ...text, default: '2' },
      threads: { ...text, default: String(machine.cores) },
      formats: { ...text, default: 'contiguous,channels_last' },
      output: text,
      profile: text,
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
    profile: values.profile,
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
    environment: environmentOf(threads),
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

function environmentOf(threads: number) {
  return { TF_NUM_INTRAOP_THREADS: String(threads) };
}

/** The process, or processes, behind one side. */
async function startSide(side: SideSettings, threads: number): Promise<Peer> {
  if (side.of === 'pytorch') return startPyTorch(threads);
  if (side.processes === 'one, of one thread') return startOurs(1);
  if (side.processes === undefined) return startOurs(threads);
  return peerGroup(await Promise.all(Array.from({ length: threads }, () => startOurs(1))));
}

/** Fresh processes for each comparison and side, so that peak memory is its own. */
async function compare(comparison: Comparison, settings: Settings): Promise<BenchSide[]> {
  const wanted = comparison.sides.flatMap((side) =>
    side.of === 'ours' || side.memoryFormat
      ? [side]
      : settings.formats.map((memoryFormat) => ({ ...side, memoryFormat })),
  );
  const peers: Peer[] = [];
  const sides: Side[] = [];
  try {
    for (const side of wanted) {
      const peer = await startSide(side, settings.threads);
      peers.push(peer);
      sides.push({ ...side, peer, label: labelOf(side, peer) });
    }
    const results = await interleave(sides, {
      blocks: settings.blocks,
      warmup: settings.warmup,
      steps: stepsOf(comparison, settings),
      onRound: progress(comparison.name),
    });
    return results.map((result, place) => ({
      ...result,
      blocks: [...result.blocks],
      of: wanted[place]?.of ?? 'ours',
    }));
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

function labelOf({ label, memoryFormat }: SideSettings, { description }: Peer): string {
  return label ?? [description.name, memoryFormat].filter(Boolean).join(', ');
}

function stepsOf({ shareOfSteps }: Comparison, { steps }: Settings): number {
  return Math.max(1, Math.round(steps * shareOfSteps));
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
  const file = join(settings.output ?? benchResultsFolder(), `${machine.device}.json`);
  for (const comparison of settings.only) {
    const loadBefore = load();
    warnOfLoad(loadBefore);
    const { name, meaning, goal } = comparison;
    process.stdout.write(`\n${name}: ${meaning}\n`);
    const sides = await compare(comparison, settings);
    const measured: BenchComparison = {
      name,
      meaning,
      ...(goal === undefined ? {} : { goal }),
      measuredOn: new Date().toISOString().slice(0, 10),
      loadBefore,
      steps: stepsOf(comparison, settings),
      warmup: settings.warmup,
      threads: settings.threads,
      sides,
    };
    process.stdout.write(`${resultLines(measured).join('\n')}\n`);
    keep(file, machine, measured);
  }
  process.stdout.write(`\nWrote ${relative(process.cwd(), file)}\n`);
}

/** Puts a comparison into the machine's file, in place of what was measured before under its name. */
function keep(file: string, machine: Machine, measured: BenchComparison): void {
  const before = readBenchResults(dirname(file)).find(
    (one) => one.machine.device === machine.device,
  );
  const comparisons = mergeComparisons(before?.comparisons ?? [], [measured]);
  writeAtomically(file, `${JSON.stringify({ machine, comparisons }, undefined, 2)}\n`);
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
  for (const row of timing.rows) {
    process.stdout.write(
      `${row.architecture.padEnd(8)} batch ${String(row.batchSize).padStart(3)}: mean ${row.meanMs} ms, ` +
        `median ${row.medianMs} (${row.lowerQuartileMs} – ${row.upperQuartileMs}), ` +
        `from ${row.minMs} to ${row.maxMs}\n`,
    );
  }
  const file = settings.output ? writeTiming(timing, settings.output) : writeTiming(timing);
  process.stdout.write(`Wrote ${relative(process.cwd(), file)}\n`);
}

async function profileAlone(job: string, settings: Settings): Promise<void> {
  warnOfLoad(load());
  setThreads(settings.threads);
  const { profile, profileLines } = await import('./profile');
  process.stdout.write(`${profileLines(await profile(job, settings.steps)).join('\n')}\n`);
  process.exit(0); // a loop halted at its gate would keep the process alive
}

async function main(): Promise<void> {
  const machine = thisMachine();
  const settings = readSettings(machine);
  if (settings === undefined) {
    process.stdout.write(help);
    return;
  }
  if (settings.profile !== undefined) return profileAlone(settings.profile, settings);
  await (settings.inference ? inferenceAlone(settings) : compareAll(settings, machine));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
