import { predictions } from '../statistics/classification';
import type { LogitPair } from './logit-pair';
import { type GainSummary, gainSummary } from './spread';
import { type Table, table } from './table';

/**
 * The test images on which the teacher is right, or wrong, and what they add to a comparison's gain, in points of all
 * test images: the two rows of a comparison add up to its gain.
 */
export type TeacherSplitRow = {
  readonly arm: string;
  readonly control: string;
  readonly teacher: 'right' | 'wrong';
  readonly images: number;
} & GainSummary;

/** What the runs are judged by. */
export interface Judged {
  /** The teacher's logits, [images * classes]. */
  readonly teacher: Float32Array;
  /** [images] */
  readonly labels: Uint8Array;
}

/**
 * A paired gain split by whether the teacher is right on the image:
 * 100 · (right(arm) − right(control)) / images, counted over each part of the test images.
 */
export function teacherSplitRows(
  names: { readonly arm: string; readonly control: string },
  pairs: readonly LogitPair[],
  { teacher, labels }: Judged,
): TeacherSplitRow[] {
  const classes = teacher.length / labels.length;
  const teacherRight = predictions(teacher, classes).map((said, at) =>
    said === labels[at] ? 1 : 0,
  );
  const split = pairs.map(({ arm, control }) => {
    const [own, other] = [predictions(arm, classes), predictions(control, classes)];
    const sums = { right: 0, wrong: 0 };
    labels.forEach((label, at) => {
      const gained = Number(own[at] === label) - Number(other[at] === label);
      sums[teacherRight[at] ? 'right' : 'wrong'] += gained;
    });
    return sums;
  });
  return (['right', 'wrong'] as const).map((part) => {
    const gains = split.map((sums) => (100 * sums[part]) / labels.length);
    return {
      ...names,
      teacher: part,
      images: teacherRight.filter((right) => (right === 1) === (part === 'right')).length,
      ...gainSummary(gains),
    };
  });
}

/** Paired gains by whether the teacher is right. */
export function teacherSplitTable(rows: readonly TeacherSplitRow[]): Table<TeacherSplitRow> {
  return table({
    name: 'teacher-split',
    key: ['arm', 'control', 'teacher'],
    caption:
      'Paired gains in test accuracy, split by whether the teacher is right on the image, in points of all test images: ' +
      'the two rows of a comparison add up to its gain. Described after the runs were made.',
    columns: {
      arm: 'arm',
      control: 'against',
      teacher: 'teacher is',
      images: 'test images',
      n: 'pairs',
      meanPts: ['contribution to the gain (points)', 2],
      lowPts: ['95 % from', 2],
      highPts: ['to', 2],
      above: 'pairs that gain',
    },
    rows,
  });
}
