import { sampleSd } from '../statistics/summary';
import { type RunRecord, validationAccuracy } from '../store/run-record';
import { requireOneTeacher } from '../studies/one-teacher';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { gridRecipe } from '../studies/temperature-and-weight/recipes';
import { cellLabel, gridCells } from '../studies/temperature-and-weight/stages';
import { rounded } from './row';
import { seedPairs } from './seed-pairs';
import { armRecords } from './seed-rows';
import { spreadOf } from './spread';
import { type Table, table } from './table';

/** One cell of the grid of temperature and soft weight, judged on the validation images alone. */
export type GridRow = {
  /** "T = 4, soft 0.7" */
  readonly cell: string;
  readonly temperature: number;
  readonly softWeight: number;
  /** Seeds whose run and whose student alone are both there. */
  readonly n: number;
  /** Seeds that the study asks for. */
  readonly planned: number;
  readonly validationMeanPct: number | null;
  /** Mean of distilled minus alone over seeds, in points of validation accuracy. */
  readonly gainPts: number | null;
  /** Sample standard deviation of the gain over seeds. */
  readonly sdPts: number | null;
  readonly lowestPts: number | null;
  readonly highestPts: number | null;
};

/**
 * Paired gains over the student alone on the validation images, cell by cell; cells without runs stay
 * empty. Exploratory: it serves to choose, and carries no claim.
 * @param study the study of the grid, whose first arm is the student alone
 */
export function gridRows(study: Study, records: StudyRecords): GridRow[] {
  const [alone] = study.arms;
  if (alone === undefined) throw new Error(`gridRows: study ${study.name} has no arms`);
  const controls = armRecords(alone, records);
  requireOneTeacher(study.arms.flatMap((arm) => armRecords(arm, records)));
  return gridCells.map((cell) => {
    const own = gridRecipe(cell.temperature, cell.softWeight);
    const arm = study.arms.find(({ recipe }) => recipe === own);
    const pairs = seedPairs(arm ? armRecords(arm, records) : [], controls).map(
      ([own, control]) => ({ own: pct(own), control: pct(control) }),
    );
    const gain = spreadOf(pairs.map(({ own, control }) => rounded(own - control)));
    return {
      cell: cellLabel(cell),
      ...cell,
      n: pairs.length,
      planned: arm?.seeds.length ?? 0,
      validationMeanPct: spreadOf(pairs.map(({ own }) => own)).mean,
      gainPts: gain.mean,
      sdPts: gain.sd,
      lowestPts: gain.lowest,
      highestPts: gain.highest,
    };
  });
}

/** How far the grid's cells lie apart, beside how far chance alone would put them apart. */
export type GridNoise = {
  /** Cells whose first two seeds are there. */
  readonly cells: number;
  /** Standard deviation of the cells' means over two seeds, in points of validation accuracy. */
  readonly betweenPts: number;
  /** What that deviation would be, about, if all cells were equally good. */
  readonly chancePts: number;
};

/** With fewer cells a deviation means nothing. */
const LEAST_CELLS = 3;

/**
 * Between cells and by chance, from each cell's accuracies a and b of the first two seeds: s((a + b)/2) and
 * s(a − b)/2. What a seed does to all cells alike is in neither: it shifts every mean and every difference.
 * @returns undefined while fewer than three cells have both seeds
 */
export function gridNoise(study: Study, records: StudyRecords): GridNoise | undefined {
  const pairs = study.arms.slice(1).flatMap((arm) => {
    const [first, second] = armRecords({ ...arm, seeds: arm.seeds.slice(0, 2) }, records);
    return first === undefined || second === undefined ? [] : [[pct(first), pct(second)] as const];
  });
  if (pairs.length < LEAST_CELLS) return undefined;
  return {
    cells: pairs.length,
    betweenPts: rounded(sampleSd(pairs.map(([a, b]) => (a + b) / 2))),
    chancePts: rounded(sampleSd(pairs.map(([a, b]) => a - b)) / 2),
  };
}

function pct(record: RunRecord): number {
  return rounded(100 * validationAccuracy(record));
}

/** The grid's cells. */
export function gridTable(rows: readonly GridRow[]): Table<GridRow> {
  return table({
    name: 'grid',
    key: ['cell'],
    caption:
      'Distilled minus alone on the validation images by temperature and soft weight. Exploratory: it serves to choose.',
    columns: {
      temperature: 'T',
      softWeight: ['soft weight', 1],
      n: 'pairs',
      gainPts: ['gain (points)', 2],
      sdPts: ['sd', 2],
      lowestPts: ['lowest', 2],
      highestPts: ['highest', 2],
      validationMeanPct: ['validation accuracy (%)', 2],
    },
    rows,
  });
}

/** How far cells lie apart, beside chance. */
export function gridNoiseTable(noise: GridNoise, study: string): Table {
  return table({
    name: 'grid-noise',
    key: ['study'],
    caption:
      'Standard deviation of the means of two seeds over cells, found and expected by chance.',
    columns: { cells: 'cells', betweenPts: ['found (points)', 2], chancePts: ['by chance', 2] },
    rows: [{ study, ...noise }],
  });
}
