import { alone, distilled } from '../original-recipe/study';
import { sixteenSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import type { StudyRecords } from '../study-records';
import { cellLabel, chosenCell, originalCell } from '../temperature-and-weight/stages';
import { cellArm, grid } from '../temperature-and-weight/study';

const confirmationName = 'chosen-cell';

/**
 * The chosen cell on the test images, against the student alone and, unless it is the original's own cell, against
 * that: the first asks whether distillation helps, the second whether the search did. No arms before it is chosen.
 */
export function confirmation(records: StudyRecords): Study {
  const cell = chosenCell(records);
  const study = {
    name: confirmationName,
    question: 'Does the cell that the validation images chose help on the test images?',
    after: grid.name,
  };
  if (cell === undefined) return { ...study, arms: [], comparisons: [] };
  const arm: Arm = { ...cellArm(cell.temperature, cell.softWeight), seeds: sixteenSeeds };
  const others = [alone, { ...distilled, label: cellLabel(originalCell) }].filter(
    ({ recipe }) => recipe !== arm.recipe,
  );
  return {
    ...study,
    arms: [...others, arm],
    comparisons: others.map((control) => ({ arm, control })),
  };
}
