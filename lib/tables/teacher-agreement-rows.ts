import { agreement } from '../statistics/agreement';
import { countRight } from '../statistics/classification';
import { mean } from '../statistics/summary';
import type { Labels, PredictionPair, Predictions } from './model-result';
import { rounded } from './row';
import { gainSummary } from './spread';
import { tableOf } from './table';

/**
 * How much more often the students of a teacher give its answer than their controls do, right or wrong, and how many of its
 * mistakes they make: test images on which the teacher is wrong and the student gives the same class.
 * @param pairs students of the teacher, each with its control
 * @throws without pairs
 */
export function teacherAgreementRow(
  names: { readonly arm: string; readonly control: string },
  pairs: readonly PredictionPair[],
  { teacher, labels }: { readonly teacher: Predictions; readonly labels: Labels },
) {
  type Measure = (predicted: Predictions) => number;
  const agreementPct: Measure = (predicted) => 100 * agreement(predicted, teacher);
  const accuracyPct: Measure = (predicted) => (100 * countRight(predicted, labels)) / labels.length;
  const sharedMistakes: Measure = (predicted) =>
    predicted.filter((said, image) => said === teacher[image] && said !== labels[image]).length;
  const meanOf = (side: 'arm' | 'control', measure: Measure) =>
    rounded(mean(pairs.map((pair) => measure(pair[side]))));
  const differences = (measure: Measure) =>
    pairs.map(({ arm, control }) => rounded(measure(arm) - measure(control)));
  return {
    ...names,
    teacherPct: rounded(accuracyPct(teacher)),
    controlAgreementPct: meanOf('control', agreementPct),
    armAgreementPct: meanOf('arm', agreementPct),
    /** Test images, mean over pairs. */
    controlSharedMistakes: meanOf('control', sharedMistakes),
    armSharedMistakes: meanOf('arm', sharedMistakes),
    /** In accuracy; the other differences are in agreement. */
    gainPts: rounded(mean(differences(accuracyPct))),
    ...gainSummary(differences(agreementPct)),
  };
}

/** Agreement with the teacher beside the gain. */
export const teacherAgreementTable = tableOf<ReturnType<typeof teacherAgreementRow>>({
  name: 'teacher-agreement',
  key: ['arm', 'control'],
  caption:
    "Test images on which a student gives its teacher's class, means over pairs; the difference with Student's 95 % " +
    'interval. Its mistakes: images on which the teacher is wrong and the student gives the same class. Described after ' +
    'the runs were made.',
  columns: {
    arm: 'arm',
    control: 'against',
    teacherPct: ["teacher's accuracy (%)", 2],
    n: 'pairs',
    controlAgreementPct: ['agreement with it: control (%)', 2],
    armAgreementPct: ['arm (%)', 2],
    meanPts: ['difference (points)', 2],
    lowPts: ['95 % from', 2],
    highPts: ['to', 2],
    controlSharedMistakes: ['its mistakes: control', 0],
    armSharedMistakes: ['arm', 0],
    gainPts: ['gain in accuracy (points)', 2],
  },
});
