import type { Architecture } from '../recipes/architectures';
import { mean } from '../statistics/summary';
import type { InferenceTiming } from '../store/inference-timing';
import { formatCount, formatNumber, formatPct } from './format';
import { originalReport } from './original-report';
import type { SizeRow } from './size-table';
import { speedUp, timedBatches } from './timing-table';
import { holds, type Outcome, type VerdictRow } from './verdict-row';
import { belowTeacher, oneTeacher, type VerdictSources } from './verdict-sources';
import { isOneOf, type Measured, measuredInWords } from './verdict-words';

const { teacher, alone, distilled } = originalReport;

/** What the report says of size, speed and their price. */
export function efficiencyVerdicts(sources: VerdictSources): VerdictRow[] {
  const [large, small] = networks(sources.sizes);
  return [
    efficiency(
      '4,664,970 and 106,826 parameters, 17.81 and 0.41 MB',
      holds(isAsPrinted(large, teacher) && isAsPrinted(small, alone)),
      [large, small]
        .map((row) => `${formatCount(row.parameters)} (${formatNumber(row.megabytes)} MB)`)
        .join(' and ')
        .concat(', counted'),
    ),
    efficiency(
      '"Size Reduction: 97.7% smaller model"',
      holds(formatNumber(smallerPct(small), 1) === '97.7'),
      `${formatPct(smallerPct(small))}, counted`,
    ),
    efficiency(
      '"43.7× fewer parameters"',
      holds(formatNumber(small.parametersRatio, 1) === '43.7'),
      `${formatNumber(small.parametersRatio)} times, counted`,
    ),
    relativeDrop(sources),
    faster(sources.timing),
    realTime(sources.timing),
    efficiency(
      '"Significant reduction in computational requirements"',
      holds(small.multiplyAddsRatio > 1),
      `${formatNumber(small.multiplyAddsRatio, 1)} times fewer multiply-adds an image, counted`,
    ),
    excellent(sources, small),
    efficiency(
      '"97.7% size reduction enables mobile deployment"',
      'not decidable',
      `${formatNumber(small.megabytes)} MB fit anywhere; no phone was tried, there or here`,
    ),
  ];
}

function networks(sizes: readonly SizeRow[]): readonly [SizeRow, SizeRow] {
  const large = sizes.find(({ method }) => method === 'teacher');
  const small = sizes.find(({ method }) => method === 'alone');
  if (large !== undefined && small !== undefined) return [large, small];
  throw new Error(
    'efficiencyVerdicts: expected the sizes of teacher and student alone, found ' +
      `${sizes.map(({ method }) => method).join(', ') || 'none'}`,
  );
}

function isAsPrinted(row: SizeRow, printed: { parameters: number; megabytes: number }): boolean {
  return row.parameters === printed.parameters && isPrinted(row.megabytes, printed.megabytes);
}

function isPrinted(value: number, printed: number): boolean {
  return formatNumber(value) === formatNumber(printed);
}

/** In percent of the teacher's bytes. */
function smallerPct({ megabytesRatio }: SizeRow): number {
  return 100 * (1 - 1 / megabytesRatio);
}

function relativeDrop(sources: VerdictSources): VerdictRow {
  const { relativePct } = belowTeacher(sources);
  const said = 100 * (1 - distilled.accuracyPct / teacher.accuracyPct);
  const measured: Measured = {
    values: relativePct,
    unit: "% of the teacher's",
    of: 'run',
    note: oneTeacher,
  };
  return efficiency(
    '"only 14.8% accuracy drop"',
    isOneOf(said, measured),
    measuredInWords(measured),
  );
}

/**
 * Hardware and batch size of the report's times are not known, so its ratio can be met but not refuted by
 * another machine's; its own two timings of one network, 27.76 and 25.82 ms, say how close is the same.
 */
function faster(timing: InferenceTiming | undefined): VerdictRow {
  const statement = '"Speed Improvement: 4.3× faster inference"';
  if (timing === undefined) return efficiency(statement, 'not decidable yet', 'nothing was timed');
  const said = teacher.inferenceMs / distilled.inferenceMs;
  const noise = alone.inferenceMs / distilled.inferenceMs;
  const ratios = timedBatches(timing).map((batch) => ({ batch, ratio: speedUp(timing, batch) }));
  const met = ratios.some(({ ratio }) => ratio <= said * noise && ratio >= said / noise);
  const slower = ratios.every(({ ratio }) => ratio <= 1);
  const words = ratios.map(
    ({ batch, ratio }) => `${formatNumber(ratio, 1)} times (${imagesOf(batch)})`,
  );
  return efficiency(
    statement,
    met ? 'confirmed' : slower ? 'refuted' : 'not decidable',
    `${words.join(', ')} by the medians on ${timing.processor}; the report names neither hardware nor batch size`,
  );
}

function imagesOf(batch: number): string {
  return batch === 1 ? 'single images' : `batches of ${batch}`;
}

/** The report says neither how fast real time is nor on what; the times stand here for those who know theirs. */
function realTime(timing: InferenceTiming | undefined): VerdictRow {
  const statement = '"Suitable for real-time applications"';
  const one = (architecture: Architecture) =>
    timing?.rows.find((row) => row.architecture === architecture && row.batchSize === 1);
  const [small, large] = [one('student'), one('teacher')];
  if (timing === undefined || small === undefined || large === undefined) {
    return efficiency(statement, 'not decidable yet', 'single images were not timed');
  }
  return efficiency(
    statement,
    'not decidable',
    `the report says neither what real time is nor on what; on ${timing.processor} one image takes ` +
      `${formatNumber(small.medianMs, 1)} ms in the median, at most ${formatNumber(small.maxMs, 1)}; the ` +
      `teacher ${formatNumber(large.medianMs, 1)} and ${formatNumber(large.maxMs, 1)}`,
  );
}

function excellent(sources: VerdictSources, small: SizeRow): VerdictRow {
  const { relativePct } = belowTeacher(sources);
  const bytes = `${formatPct(100 / small.megabytesRatio, 1)} of the teacher's bytes`;
  const kept =
    relativePct.length === 0
      ? ''
      : `${formatPct(100 - mean(relativePct), 1)} of the teacher's accuracy in `;
  return efficiency(
    '"Size-to-performance ratio: Excellent"',
    'not decidable',
    `the report gives no scale; ${kept}${bytes}`,
  );
}

function efficiency(statement: string, verdict: Outcome, decidedBy: string): VerdictRow {
  return { kind: 'efficiency', statement, verdict, decidedBy };
}
