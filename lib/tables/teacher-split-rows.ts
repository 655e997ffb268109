import { type Labels, type PredictionPair, type Predictions, rightAnswers } from './model-result';
import type { RowOf } from './row';
import { gainSummary } from './spread';
import { tableOf } from './table';

/**
 * A paired gain split by whether the teacher is right on the image:
 * 100 · (right(arm) − right(control)) / images, counted over each part of the test images. In points of all test images,
 * so the two rows of a comparison add up to its gain.
 */
export function teacherSplitRows(
  names: { readonly arm: string; readonly control: string },
  pairs: readonly PredictionPair[],
  { teacher, labels }: { readonly teacher: Predictions; readonly labels: Labels },
) {
  const teacherRight = rightAnswers(teacher, labels);
  const answers = pairs.map(({ arm, control }) => ({
    own: rightAnswers(arm, labels),
    other: rightAnswers(control, labels),
  }));
  return (['right', 'wrong'] as const).map((part) => {
    const inPart = (_: number, at: number) => (teacherRight[at] === 1) === (part === 'right');
    const count = (right: Uint8Array) => right.filter(inPart).reduce((sum, one) => sum + one, 0);
    const gains = answers.map(
      ({ own, other }) => (100 * (count(own) - count(other))) / labels.length,
    );
    const images = labels.filter(inPart).length;
    return { ...names, teacher: part, images, ...gainSummary(gains) };
  });
}

/** Paired gains by whether the teacher is right. */
export const teacherSplitTable = tableOf<RowOf<typeof teacherSplitRows>>({
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
});
