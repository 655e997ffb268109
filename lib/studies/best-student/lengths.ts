import { screeningSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { lengthArm, trainedFor } from './longer';
import { chosenAlone, chosenDistilled } from './screening';

/** Shorter recipes than the best; 30 epochs are in the study of teachers, 60 and 200 in that of the best student. */
const lengths = [5, 10, 15, 20] as const;

function arm(epochs: number, chosen: Arm): Arm {
  return { ...lengthArm(epochs, chosen, screeningSeeds), testOutput: 'answers' };
}

/** The cheapest of these that reaches 85 % of the validation images, in the arithmetic of every processor. */
const fast: Arm = {
  ...arm(20, chosenAlone),
  label: 'alone, 20 epochs, float32',
  recipe: trainedFor(20, chosenAlone, 'student-fast', { math: 'float32' }),
};

/** What accuracy costs: recipes of several lengths, each with its own fall of the learning rate; exploratory. */
export const trainingLengths: Study = {
  name: 'training-lengths',
  question: 'How long does the student have to be trained for an accuracy, alone and distilled?',
  arms: [
    ...lengths.flatMap((epochs) => [arm(epochs, chosenAlone), arm(epochs, chosenDistilled)]),
    fast,
  ],
  comparisons: [],
};
