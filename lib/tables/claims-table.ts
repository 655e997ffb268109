import { mean } from '../statistics/summary';
import type { InferenceTiming } from '../store/inference-timing';
import { teacherSeed } from '../studies/original';
import type { AccuracyRow } from './accuracy-table';
import { formatCount, formatNumber, formatSigned } from './format';
import { type Method, methodLabel } from './method';
import { originalReport } from './original-report';
import { rounded } from './row';
import { seedPairs } from './seed-pairs';
import type { SizeRow } from './size-table';
import { spreadOf } from './spread';
import { timedAccuracies } from './timing-table';

/** A figure of the original report beside ours. */
export type ClaimRow = {
  readonly quantity: string;
  readonly original: string;
  /** Mean ± standard deviation over seeds, where there are several. */
  readonly measured: string;
  /** Seeds behind ours; null where nothing was trained for it. */
  readonly n: number | null;
  /** Ours minus theirs, in the unit of the quantity. */
  readonly difference: string;
};

/** Images in a pass of the times that stand beside the original's, which does not name its own. */
const TIMED_BATCH = 128;

/**
 * What the original report states, and the same quantities measured here.
 * @param accuracies one row a seed and method
 * @param sizes one row a method
 * @param timing one machine's inference times; undefined where nothing was timed
 */
export function claimsTable(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
  timing?: InferenceTiming,
): ClaimRow[] {
  const { teacher, alone, distilled } = originalReport;
  const seeds = (method: Method) => ofMethod(accuracies, method);
  const taughtBy = commonTeacher(accuracies);
  const size = (method: Method) => ofMethod(sizes, method)[0];
  return [
    points('teacher: test accuracy (%)', teacher.accuracyPct, pcts(seeds('teacher'))),
    points('student alone: test accuracy (%)', alone.accuracyPct, pcts(seeds('alone'))),
    points('student distilled: test accuracy (%)', distilled.accuracyPct, pcts(seeds('distilled'))),
    points(
      'distilled minus alone (points)',
      distilled.accuracyPct - alone.accuracyPct,
      pairedGains(seeds('alone'), seeds('distilled')),
      formatSigned,
    ),
    points(
      'distilled minus its teacher (points)',
      distilled.accuracyPct - teacher.accuracyPct,
      seeds('distilled').map(({ accuracyPct }) => rounded(accuracyPct - taughtBy.accuracyPct)),
      formatSigned,
    ),
    relativeDrop(seeds('distilled'), taughtBy),
    count('teacher: parameters', teacher.parameters, size('teacher').parameters),
    count('student: parameters', alone.parameters, size('alone').parameters),
    counted('teacher: size (MB)', teacher.megabytes, size('teacher').megabytes),
    counted('student: size (MB)', alone.megabytes, size('alone').megabytes),
    times('fewer parameters', 43.7, size('alone').parametersRatio),
    times('smaller in bytes', 43.4, size('alone').megabytesRatio),
    smaller(size('alone').megabytesRatio),
    ...(timing === undefined ? [] : timed(accuracies, timing)),
  ];
}

/** Distilled minus alone by seed, where both are there, in points. */
export function pairedGains(
  alone: readonly AccuracyRow[],
  distilled: readonly AccuracyRow[],
): number[] {
  return seedPairs(distilled, alone).map(([own, partner]) =>
    rounded(own.accuracyPct - partner.accuracyPct),
  );
}

type AtLeastOne<T> = readonly [T, ...T[]];

function ofMethod<T extends { readonly method: Method }>(
  rows: readonly T[],
  method: Method,
): AtLeastOne<T> {
  const [first, ...others] = rows.filter((one) => one.method === method);
  if (first === undefined) {
    const found = rows.map((one) => one.method).join(', ') || 'none';
    throw new Error(`claimsTable: expected a row of the method ${method}, found ${found}`);
  }
  return [first, ...others];
}

function pcts(rows: readonly AccuracyRow[]): number[] {
  return rows.map((row) => row.accuracyPct);
}

function points(
  quantity: string,
  original: number,
  values: readonly number[],
  format: (value: number) => string = formatNumber,
): ClaimRow {
  const spread = spreadOf(values);
  const sd = spread.sd === null ? '' : ` ± ${formatNumber(spread.sd)}`;
  return {
    quantity,
    original: format(original),
    measured: spread.mean === null ? '–' : `${format(spread.mean)}${sd}`,
    n: spread.n,
    difference: spread.mean === null ? '–' : signed(spread.mean - original, 2),
  };
}

/** The teacher that all distilled students learned from, whatever other seeds there are. */
export function commonTeacher(accuracies: readonly AccuracyRow[]): AccuracyRow {
  const teachers = ofMethod(accuracies, 'teacher');
  const found = teachers.find(({ seed }) => seed === teacherSeed);
  if (found !== undefined) return found;
  const seeds = teachers.map(({ seed }) => seed).join(', ');
  throw new Error(
    `commonTeacher: expected the teacher of seed ${teacherSeed}, found seeds ${seeds}`,
  );
}

/** The same in percent of the teacher's accuracy. */
function relativeDrop(distilled: AtLeastOne<AccuracyRow>, taughtBy: AccuracyRow): ClaimRow {
  const { distilled: theirs, teacher } = originalReport;
  const drop = (student: number, of: number) => 100 * (1 - student / of);
  const original = drop(theirs.accuracyPct, teacher.accuracyPct);
  const measured = drop(mean(pcts(distilled)), taughtBy.accuracyPct);
  return {
    quantity: "distilled below its teacher (% of the teacher's accuracy)",
    original: formatNumber(original, 1),
    measured: formatNumber(measured, 1),
    n: distilled.length,
    difference: signed(measured - original, 1),
  };
}

function smaller(ratio: number): ClaimRow {
  const [original, measured] = [97.7, 100 * (1 - 1 / ratio)];
  return {
    quantity: 'student: smaller by (% of the bytes)',
    original: formatNumber(original, 1),
    measured: formatNumber(measured, 1),
    n: null,
    difference: signed(measured - original, 1),
  };
}

/** Mean times of a pass, how many times faster, and the score that the original's numbers are. */
function timed(accuracies: readonly AccuracyRow[], timing: InferenceTiming): ClaimRow[] {
  const methods = ['teacher', 'alone', 'distilled'] as const;
  const firsts = methods.map((method) => ofMethod(accuracies, method)[0]);
  const rows = timedAccuracies(firsts, timing, TIMED_BATCH);
  const seconds = methods.map((method, at) =>
    counted(
      `${methodLabel[method]}: inference time (ms a batch)`,
      originalReport[method].inferenceMs,
      rows[at]?.meanMs ?? Number.NaN,
    ),
  );
  const scores = methods.map((method, at) =>
    counted(
      `${methodLabel[method]}: score, accuracy / time (%/ms)`,
      originalReport[method].score,
      mean(pcts(ofMethod(accuracies, method))) / (rows[at]?.meanMs ?? Number.NaN),
    ),
  );
  const [slow, , fast] = rows.map(({ meanMs }) => meanMs);
  const faster = (slow ?? Number.NaN) / (fast ?? Number.NaN);
  return [...seconds, times('faster at inference, by the means', 4.3, faster), ...scores];
}

function counted(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity,
    original: formatNumber(original),
    measured: formatNumber(measured),
    n: null,
    difference: signed(measured - original, 2),
  };
}

function count(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity,
    original: formatCount(original),
    measured: formatCount(measured),
    n: null,
    difference: signed(measured - original, 0),
  };
}

function times(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity: `student: times ${quantity}`,
    original: formatNumber(original, 1),
    measured: formatNumber(measured, 1),
    n: null,
    difference: signed(measured - original, 1),
  };
}

/** Without a sign where nothing is left to show: "0.00", never "−0.00". */
function signed(value: number, digits: number): string {
  return Number(value.toFixed(digits)) === 0 ? (0).toFixed(digits) : formatSigned(value, digits);
}
