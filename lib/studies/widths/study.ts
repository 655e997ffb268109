import { trainedFor } from '../best-student/longer';
import { chosenAlone, chosenDistilled } from '../best-student/screening';
import { screeningSeeds } from '../seeds';
import type { Arm, Study } from '../study';

const EPOCHS = 30;

function arm(width: number, chosen: Arm): Arm {
  const { family, role } = chosen;
  const suffix = family === 'alone' ? '' : '-distilled';
  return {
    label: `${family}, ${width} times as wide`,
    recipe: trainedFor(EPOCHS, chosen, `student-30-width-${width * 100}${suffix}`, { width }),
    seeds: screeningSeeds,
    role,
    family,
    testOutput: 'answers',
  };
}

/** What width buys, beside what a teacher gives; width 1 is in the study of teachers. Exploratory. */
export const widths: Study = {
  name: 'widths',
  question: 'How much wider must a student alone be to match a distilled one?',
  arms: [1.5, 2].flatMap((width) => [arm(width, chosenAlone), arm(width, chosenDistilled)]),
  comparisons: [],
  inReport: 'never',
};
