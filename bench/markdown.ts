import type { BenchResults, Profile } from '../lib/store/bench-results';
import { kernelRows, kernelShapeRows } from '../lib/tables/kernel-rows';
import { speedGoalRows } from '../lib/tables/speed-goal-rows';
import { type SweepCeiling, sweepCeiling } from '../lib/tables/speed-scaling-rows';
import { type TrainingRate, trainingRates } from '../lib/tables/training-rates';

/** A machine's results as a page of markdown: bench/results/<device>.md. */
export function resultsMarkdown(results: BenchResults): string {
  const { machine, comparisons, profiles = [] } = results;
  const names = comparisons.map(({ name }) => name);
  const ceiling = sweepCeiling(results);
  return [
    `# Speed on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB`,
    'Written by `npm run bench` from the JSON file of the same name; [how it is measured](../README.md).',
    ...goals(results),
    ...(ceiling ? [ceilingLine(ceiling)] : []),
    ...(names.length > 0 ? ['## All comparisons', rates(results, names)] : []),
    ...(names.length > 0 ? [when(results)] : []),
    ...profiles.flatMap(kernels),
  ]
    .join('\n\n')
    .concat('\n');
}

function goals(results: BenchResults): string[] {
  const rows = speedGoalRows(results);
  if (rows.length === 0) return [];
  const head = ['job', 'against', 'ratio (median, least – most)', 'goal', 'verdict'];
  return [
    '## Goals',
    table(
      head,
      rows.map((row) => [
        row.job,
        row.against,
        `${row.ratio.toFixed(2)} (${range(row.ratioLow, row.ratioHigh, 2)})`,
        row.goal.toFixed(2),
        row.verdict,
      ]),
    ),
  ];
}

function ceilingLine({ processes, single, ceilingPerSecond, ceilingRatio }: SweepCeiling): string {
  return (
    `Ceiling of the sweep: ${processes} × ${single.imagesPerSecond.toFixed(0)} = ` +
    `${ceilingPerSecond.toFixed(0)} images/s, a ratio of ${ceilingRatio.toFixed(2)}.`
  );
}

function rates(results: BenchResults, names: readonly string[]): string {
  const head = ['comparison', 'side', 'images/s', 'slowest – fastest', 'ours / it', 'peak MB'];
  return table(
    head,
    trainingRates(results, names).rates.map((row) => [
      row.comparison,
      row.side,
      row.imagesPerSecond.toFixed(0),
      range(row.lowPerSecond, row.highPerSecond, 0),
      ratio(row),
      row.peakMegabytes.toFixed(0),
    ]),
  );
}

function ratio({ ratio: median, ratioLow, ratioHigh }: TrainingRate): string {
  return `${median.toFixed(2)} (${range(ratioLow, ratioHigh, 2)})`;
}

function range(low: number, high: number, digits: number): string {
  return `${low.toFixed(digits)} – ${high.toFixed(digits)}`;
}

/** When each comparison was made, and beside what. */
function when({ comparisons }: BenchResults): string {
  return table(
    [
      'comparison',
      'measured on',
      'cores busy with other work',
      'blocks',
      'steps a block',
      'threads',
    ],
    comparisons.map((one) => [
      one.name,
      one.measuredOn,
      one.loadBefore.toFixed(2),
      String(one.sides[0]?.blocks.length ?? 0),
      String(one.steps),
      String(one.threads),
    ]),
  );
}

/** Rows of each table of kernels. */
const SHOWN = 15;

function kernels(profile: Profile): string[] {
  const { job, steps, threads, measuredOn, millisecondsPerStep } = profile;
  const byName = kernelRows(profile); // the last is what lies between kernels
  const numbers = (row: { milliseconds: number; sharePct: number; calls: number }) => [
    row.milliseconds.toFixed(2),
    `${row.sharePct.toFixed(1)} %`,
    row.calls.toFixed(0),
  ];
  return [
    `## Where the time of ${job} goes`,
    `${millisecondsPerStep.toFixed(1)} ms a step under the profile: mean of ${steps} steps, ${threads} threads, ${measuredOn}.`,
    table(
      ['kernel', 'ms a step', 'share', 'calls'],
      [...byName.slice(0, SHOWN), ...byName.slice(SHOWN).slice(-1)].map((row) => [
        row.kernel,
        ...numbers(row),
      ]),
    ),
    table(
      ['kernel', 'ms a step', 'share', 'calls', 'inputs'],
      kernelShapeRows(profile, SHOWN).map((row) => [row.kernel, ...numbers(row), row.inputs]),
    ),
  ];
}

/** A table in markdown; bars within cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
