/** npm run bench: our training against PyTorch's, in turn on the same cores. See bench/README.md. */
import { relative } from 'node:path';
import { setThreads } from '../lib/engine/environment';
import { hasBf16 } from '../lib/engine/processor';
import { type Profile, readBenchResults } from '../lib/store/bench-results';
import { compare, today } from './compare';
import { otherLoad, TOO_BUSY } from './load';
import { type Machine, thisMachine } from './machine';
import { keepResults, withoutSmallKernels, writeTables } from './results-file';
import { help, readSettings, type Settings } from './settings';
import { resultLines } from './table';

async function compareAll(settings: Settings, machine: Machine): Promise<void> {
  for (const comparison of settings.only) {
    if (!hasBf16() && comparison.sides.some(({ math }) => math === 'bf16')) {
      say(`\n${comparison.name}: left out, as this processor has neither avx512_bf16 nor AMX`);
      continue;
    }
    const loadBefore = await measuredLoad();
    say(`\n${comparison.name}: ${comparison.meaning}`);
    const measured = await compare(comparison, settings, loadBefore);
    say(...resultLines(measured));
    keepResults(machine, { comparisons: [measured] }, settings.output);
  }
  const file = keepResults(machine, {}, settings.output);
  say(`\nWrote ${relative(process.cwd(), file)} and the tables beside it, .md`);
}

async function inferenceAlone(settings: Settings): Promise<void> {
  await measuredLoad();
  setThreads(settings.threads);
  const { timeInference, writeTiming } = await import('./inference');
  const timing = await timeInference(settings.blocks, (text) => say(text));
  for (const row of timing.rows) {
    say(
      `${row.architecture.padEnd(8)} batch ${String(row.batchSize).padStart(3)}: mean ${row.meanMs} ms, ` +
        `median ${row.medianMs} (${row.lowerQuartileMs} – ${row.upperQuartileMs}), ` +
        `from ${row.minMs} to ${row.maxMs}`,
    );
  }
  const file = settings.output ? writeTiming(timing, settings.output) : writeTiming(timing);
  say(`Wrote ${relative(process.cwd(), file)}`);
}

async function profileAlone(settings: Settings, machine: Machine): Promise<void> {
  const { threads, steps } = settings;
  setThreads(threads);
  const { profile, profileLines } = await import('./profile');
  const profiles: Profile[] = [];
  for (const job of settings.profiles) {
    const loadBefore = await measuredLoad();
    const made = await profile(job, steps);
    say(...profileLines(made), '');
    profiles.push(withoutSmallKernels({ ...made, measuredOn: today(), loadBefore, threads }));
  }
  if (settings.keep) {
    const file = keepResults(machine, { profiles }, settings.output);
    say(`Wrote ${relative(process.cwd(), file)}`);
  }
  process.exit(0); // a loop halted at its gate would keep the process alive
}

function tablesAlone({ output }: Settings): void {
  for (const results of readBenchResults(output)) {
    say(`Wrote ${relative(process.cwd(), writeTables(results, output))}`);
  }
}

/** Cores that other work keeps busy; a warning where they are too many. */
async function measuredLoad(): Promise<number> {
  const load = await otherLoad();
  if (load >= TOO_BUSY) {
    process.stderr.write(
      `Other work keeps ${load.toFixed(1)} cores busy: these timings will mean little.\n`,
    );
  }
  return load;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  const machine = thisMachine();
  const settings = readSettings(process.argv.slice(2), machine.cores);
  if (settings === undefined) return say(help);
  if (settings.tables) return tablesAlone(settings);
  if (settings.profiles.length > 0) return profileAlone(settings, machine);
  await (settings.inference ? inferenceAlone(settings) : compareAll(settings, machine));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
