import type { AccuracyRow } from './accuracy-table';
import { formatCount, formatNumber, formatSigned } from './format';
import type { Method } from './method';
import { originalReport } from './original-report';
import type { SizeRow } from './size-table';

/** A figure of the original report beside ours. */
export type ClaimRow = {
  readonly quantity: string;
  readonly original: string;
  readonly measured: string;
  /** Ours minus theirs, in the unit of the quantity. */
  readonly difference: string;
};

/**
 * What the original report states, and the same quantities measured here.
 * @param accuracies one row a method
 * @param sizes one row a method
 * @param speedUp times faster than the teacher the student is; undefined where nothing was timed
 */
export function claimsTable(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
  speedUp?: number,
): ClaimRow[] {
  const { teacher, alone, distilled } = originalReport;
  const accuracy = (method: Method) => ofMethod(accuracies, method).accuracyPct;
  const size = (method: Method) => ofMethod(sizes, method);
  const ours = { teacher: accuracy('teacher'), distilled: accuracy('distilled') };
  return [
    points('teacher: test accuracy (%)', teacher.accuracyPct, ours.teacher),
    points('student alone: test accuracy (%)', alone.accuracyPct, accuracy('alone')),
    points('student distilled: test accuracy (%)', distilled.accuracyPct, ours.distilled),
    change('distilled minus alone (points)', {
      original: distilled.accuracyPct - alone.accuracyPct,
      measured: ours.distilled - accuracy('alone'),
    }),
    change('distilled minus teacher (points)', {
      original: distilled.accuracyPct - teacher.accuracyPct,
      measured: ours.distilled - ours.teacher,
    }),
    count('teacher: parameters', teacher.parameters, size('teacher').parameters),
    count('student: parameters', alone.parameters, size('alone').parameters),
    points('teacher: size (MB)', teacher.megabytes, size('teacher').megabytes),
    points('student: size (MB)', alone.megabytes, size('alone').megabytes),
    times('fewer parameters', 43.7, size('alone').parametersRatio),
    times('smaller in bytes', 43.4, size('alone').megabytesRatio),
    ...(speedUp === undefined ? [] : [times('faster at inference', 4.3, speedUp)]),
  ];
}

function ofMethod<T extends { readonly method: Method }>(rows: readonly T[], method: Method): T {
  const row = rows.find((one) => one.method === method);
  if (row === undefined) {
    const found = rows.map((one) => one.method).join(', ') || 'none';
    throw new Error(`claimsTable: expected a row of the method ${method}, found ${found}`);
  }
  return row;
}

function points(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity,
    original: formatNumber(original),
    measured: formatNumber(measured),
    difference: signed(measured - original, 2),
  };
}

function change(
  quantity: string,
  { original, measured }: { readonly original: number; readonly measured: number },
): ClaimRow {
  return {
    quantity,
    original: signed(original, 2),
    measured: signed(measured, 2),
    difference: signed(measured - original, 2),
  };
}

function count(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity,
    original: formatCount(original),
    measured: formatCount(measured),
    difference: signed(measured - original, 0),
  };
}

function times(quantity: string, original: number, measured: number): ClaimRow {
  return {
    quantity: `student: times ${quantity}`,
    original: formatNumber(original, 1),
    measured: formatNumber(measured, 1),
    difference: signed(measured - original, 1),
  };
}

/** Without a sign where nothing is left to show: "0.00", never "−0.00". */
function signed(value: number, digits: number): string {
  return Number(value.toFixed(digits)) === 0 ? (0).toFixed(digits) : formatSigned(value, digits);
}
