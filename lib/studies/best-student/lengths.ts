import { screeningSeeds } from '../seeds';
import type { Arm, Family, Study } from '../study';
import { trainedFor } from './longer';
import { chosenAlone, chosenDistilled } from './screening';

/** Shorter recipes than the best; 30 epochs are in the study of teachers, 60 and 200 in that of the best student. */
const lengths = [5, 10, 15, 20] as const;

function arm(epochs: number, chosen: Arm, family: Family): Arm {
  const name = family === 'alone' ? `student-${epochs}` : `student-${epochs}-distilled`;
  return {
    label: `${family}, ${epochs} epochs`,
    recipe: trainedFor(epochs, chosen, name),
    seeds: screeningSeeds,
    role: 'student',
    family,
    testOutput: 'answers',
  };
}

/** What accuracy costs: recipes of several lengths, each with its own fall of the learning rate; exploratory. */
export const trainingLengths: Study = {
  name: 'training-lengths',
  question: 'How long does the student have to be trained for an accuracy, alone and distilled?',
  arms: lengths.flatMap((epochs) => [
    arm(epochs, chosenAlone, 'alone'),
    arm(epochs, chosenDistilled, 'distilled'),
  ]),
  comparisons: [],
  inReport: 'never',
};
