import { runId } from '../../recipes/run-id';
import { validationHits } from '../../store/run-record';
import { studentAlone } from '../original';
import type { Study } from '../study';
import type { StudyRecords } from '../study-records';
import { gridRecipe, gridSoftWeights, gridTemperatures } from './recipes';
import { firstSeeds, grid } from './study';

/** A cell of the grid of temperature and soft weight. */
export interface GridCell {
  readonly temperature: number;
  readonly softWeight: number;
}

/** All seeds of the best cells. */
const bestSeeds = [0, 1, 2, 3, 4, 5] as const;
const BEST = 5;

/** All cells, temperature by temperature. */
export const gridCells: readonly GridCell[] = gridTemperatures.flatMap((temperature) =>
  gridSoftWeights.map((softWeight) => ({ temperature, softWeight })),
);

/** The cell that the original report trained. */
export const originalCell: GridCell = { temperature: 4, softWeight: 0.7 };

export function isSameCell(a: GridCell, b: GridCell): boolean {
  return a.temperature === b.temperature && a.softWeight === b.softWeight;
}

/** "T = 4, soft 0.7", as the grid's arms are labelled. */
export function cellLabel({ temperature, softWeight }: GridCell): string {
  return `T = ${temperature}, soft ${softWeight}`;
}

/**
 * The cells that get more seeds: the five whose gain over the student alone on the validation images is
 * highest in the mean of the first two seeds. The test images are not looked at.
 * @returns best first; none before every cell has its first seeds, so that the choice cannot depend on
 * which runs were made first
 */
export function bestCells(records: StudyRecords): readonly GridCell[] {
  return ranked(gridCells, firstSeeds, records).slice(0, BEST);
}

/** The cell that is confirmed on the test images: the best of the best cells over all their seeds. */
export function chosenCell(records: StudyRecords): GridCell | undefined {
  return ranked(bestCells(records), bestSeeds, records)[0];
}

/** The grid as far as its runs decide it: the best cells, once they are known, ask for more seeds. */
export function grownGrid(records: StudyRecords): Study {
  const best = bestCells(records).map((cell) => gridRecipe(cell.temperature, cell.softWeight));
  if (best.length === 0) return grid;
  const longer = new Set([studentAlone, ...best]);
  const arms = grid.arms.map((arm) =>
    longer.has(arm.recipe) ? { ...arm, seeds: bestSeeds } : arm,
  );
  return { ...grid, arms };
}

/** Cells by falling mean gain, equals in the order given; none when a run is missing. */
function ranked(
  cells: readonly GridCell[],
  seeds: readonly number[],
  records: StudyRecords,
): readonly GridCell[] {
  const judged = cells.flatMap((cell) => {
    const gain = validationGain(cell, seeds, records);
    return gain === undefined ? [] : [{ cell, gain }];
  });
  if (judged.length < cells.length) return [];
  return judged.sort((a, b) => b.gain - a.gain).map(({ cell }) => cell);
}

/** Mean over seeds of the cell's student minus the student alone, in validation images; a whole number by n. */
function validationGain(
  { temperature, softWeight }: GridCell,
  seeds: readonly number[],
  records: StudyRecords,
): number | undefined {
  const recipe = gridRecipe(temperature, softWeight);
  const gains = seeds.flatMap((seed) => {
    const own = records.get(runId(recipe, seed));
    const alone = records.get(runId(studentAlone, seed));
    return own === undefined || alone === undefined
      ? []
      : [validationHits(own) - validationHits(alone)];
  });
  if (gains.length < seeds.length) return undefined;
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}
