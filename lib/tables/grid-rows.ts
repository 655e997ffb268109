import { sampleSd } from '../statistics/summary';
import { type RunRecord, validationAccuracy } from '../store/run-record';
import { requireOneTeacher } from '../studies/one-teacher';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { gridRecipe } from '../studies/temperature-and-weight/recipes';
import {
  bestCells,
  cellLabel,
  chosenCell,
  gridCells,
  isSameCell,
} from '../studies/temperature-and-weight/stages';
import { type RowOf, rounded } from './row';
import { armRecords, pairedRecords } from './seed-rows';
import { spreadOf } from './spread';

/** One cell of the grid of temperature and soft weight, judged on the validation images alone. */
export type GridRow = RowOf<typeof gridRows>;

/**
 * Paired gains over the student alone on the validation images, cell by cell; cells without runs stay
 * empty. Exploratory: it serves to choose, and carries no claim.
 * @param study the study of the grid, whose first arm is the student alone
 */
export function gridRows(study: Study, records: StudyRecords) {
  const [alone] = study.arms;
  if (alone === undefined) throw new Error(`gridRows: study ${study.name} has no arms`);
  requireOneTeacher(study.arms.flatMap((arm) => armRecords(arm, records)));
  return gridCells.map((cell) => {
    const own = gridRecipe(cell.temperature, cell.softWeight);
    const arm = study.arms.find(({ recipe }) => recipe === own);
    const pairs = arm === undefined ? [] : pairedRecords({ arm, control: alone }, records);
    const pcts = pairs.map(([record]) => pct(record));
    const gains = pairs.map(([record, control]) => rounded(pct(record) - pct(control)));
    const { n, mean, sd, lowest, highest } = spreadOf(gains);
    return {
      /** "T = 4, soft 0.7" */
      cell: cellLabel(cell),
      ...cell,
      /** Seeds whose run and whose student alone are both there. */
      n,
      /** Seeds that the study asks for. */
      planned: arm?.seeds.length ?? 0,
      validationMeanPct: spreadOf(pcts).mean,
      /** Mean of distilled minus alone over seeds, in points of validation accuracy. */
      gainPts: mean,
      sdPts: sd,
      lowestPts: lowest,
      highestPts: highest,
    };
  });
}

/** With fewer cells a deviation means nothing. */
const LEAST_CELLS = 3;

/**
 * How far the grid's cells lie apart, beside how far chance alone would put them apart, from each cell's accuracies a and
 * b of the first two seeds: s((a + b)/2) and s(a − b)/2. What a seed does to all cells alike is in neither: it shifts every
 * mean and every difference.
 * @returns undefined while fewer than three cells have both seeds
 */
export function gridNoise(study: Study, records: StudyRecords) {
  const pairs = study.arms.slice(1).flatMap((arm) => {
    const [first, second] = armRecords({ ...arm, seeds: arm.seeds.slice(0, 2) }, records);
    return first === undefined || second === undefined ? [] : [[pct(first), pct(second)] as const];
  });
  if (pairs.length < LEAST_CELLS) return undefined;
  return {
    study: study.name,
    /** Cells whose first two seeds are there. */
    cells: pairs.length,
    /** Standard deviation of the cells' means over two seeds, in points of validation accuracy. */
    betweenPts: rounded(sampleSd(pairs.map(([a, b]) => (a + b) / 2))),
    /** What that deviation would be, about, if all cells were equally good. */
    chancePts: rounded(sampleSd(pairs.map(([a, b]) => a - b)) / 2),
  };
}

function pct(record: RunRecord): number {
  return rounded(100 * validationAccuracy(record));
}

/** The cells that the first two seeds put among the best on the validation images, best first, and which one is chosen. */
export function gridChoiceRows(records: StudyRecords) {
  const chosen = chosenCell(records);
  return bestCells(records).map((cell, at) => ({
    cell: cellLabel(cell),
    ...cell,
    /** By the mean gain of the first two seeds, 1 the best. */
    rank: at + 1,
    /** Whether it has the highest mean gain over all its seeds. */
    chosen: chosen !== undefined && isSameCell(cell, chosen),
  }));
}
