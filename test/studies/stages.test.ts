import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { confirmation } from '../../lib/studies/chosen-cell/study';
import { studentAlone } from '../../lib/studies/original';
import { studyByName } from '../../lib/studies/studies';
import { studyRuns } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import { gridRecipe } from '../../lib/studies/temperature-and-weight/recipes';
import {
  bestCells,
  cellLabel,
  chosenCell,
  type GridCell,
  gridCells,
  grownGrid,
  isSameCell,
  originalCell,
} from '../../lib/studies/temperature-and-weight/stages';
import { recordOf } from '../tables/sample-results';

/** How many of 5,000 validation images a cell's student gets right with a seed; undefined for no run. */
type Score = (cell: GridCell, seed: number) => number | undefined;

function recordsOf(score: Score, seeds: readonly number[]): StudyRecords {
  const base = recordOf('logits');
  const record = (recipe: Recipe, seed: number, right: number): RunRecord => ({
    ...base,
    id: runId(recipe, seed),
    recipe,
    seed,
    images: { ...base.images, validation: 5000 },
    final: { ...base.final, validationAccuracy: right / 5000 },
  });
  const records = seeds.flatMap((seed) => [
    record(studentAlone, seed, 4000),
    ...gridCells.flatMap((cell) => {
      const right = score(cell, seed);
      const recipe = gridRecipe(cell.temperature, cell.softWeight);
      return right === undefined ? [] : [record(recipe, seed, right)];
    }),
  ]);
  return new Map(records.map((one) => [one.id, one]));
}

/** The higher temperature and soft weight, the better: (5, 0.9) first, then (5, 0.7). */
const rising: Score = ({ temperature, softWeight }) => 3900 + 20 * temperature + 10 * softWeight;

describe('bestCells', () => {
  it('are the five of the highest mean gain on the validation images, best first', () => {
    expect(bestCells(recordsOf(rising, [0, 1])).map(cellLabel)).toEqual([
      'T = 5, soft 0.9',
      'T = 5, soft 0.7',
      'T = 5, soft 0.5',
      'T = 5, soft 0.3',
      'T = 5, soft 0.1',
    ]);
  });
  it('are not known before every cell has both seeds, however good the others are', () => {
    const withGap: Score = (cell, seed) =>
      cell.temperature === 1 && cell.softWeight === 0.1 && seed === 1 ? undefined : rising(cell, 0);
    expect(bestCells(recordsOf(withGap, [0, 1]))).toEqual([]);
    expect(bestCells(new Map())).toEqual([]);
  });
  it('take the mean over the two seeds, not the better one, and no further seed', () => {
    const lucky: Score = (cell, seed) => {
      if (cell.temperature !== 1 || cell.softWeight !== 0.1) return rising(cell, seed);
      return [4100, 3700, 5000][seed]; // mean 3,900: last of all
    };
    const names = bestCells(recordsOf(lucky, [0, 1, 2])).map(cellLabel);
    expect(names).not.toContain('T = 1, soft 0.1');
  });
});

describe('grownGrid', () => {
  it('is the grid of two seeds a cell until the best cells are known', () => {
    expect(grownGrid(new Map())).toEqual(studyByName('temperature-and-weight'));
  });
  it('then asks for four more seeds of the best five and of the student alone: 24 runs', () => {
    const grown = grownGrid(recordsOf(rising, [0, 1]));
    const more = grown.arms.filter(({ seeds }) => seeds.length === 6);
    expect(more.map(({ label }) => label).sort()).toEqual([
      'T = 5, soft 0.1',
      'T = 5, soft 0.3',
      'T = 5, soft 0.5',
      'T = 5, soft 0.7',
      'T = 5, soft 0.9',
      'student alone',
    ]);
    const before = studyRuns([studyByName('temperature-and-weight')]).length;
    expect(studyRuns([grown]).length - before).toBe(24);
  });
});

describe('chosenCell and its confirmation', () => {
  /** The first two seeds favour (5, 0.9), all six (5, 0.1). */
  const turning: Score = (cell, seed) =>
    seed >= 2 && isSameCell(cell, { temperature: 5, softWeight: 0.1 }) ? 4500 : rising(cell, seed);

  it('wait for all six seeds of the best cells', () => {
    expect(chosenCell(recordsOf(turning, [0, 1, 2, 3, 4]))).toBeUndefined();
    expect(confirmation(recordsOf(turning, [0, 1]))).toMatchObject({
      name: 'chosen-cell',
      after: 'temperature-and-weight',
      arms: [],
      comparisons: [],
    });
  });
  it('take the best of the best over all six', () => {
    const records = recordsOf(turning, [0, 1, 2, 3, 4, 5]);
    expect(chosenCell(records)).toEqual({ temperature: 5, softWeight: 0.1 });
    const { arms, comparisons } = confirmation(records);
    expect(arms.map(({ label, seeds }) => [label, seeds.length])).toEqual([
      ['student alone', 16],
      ['T = 4, soft 0.7', 16],
      ['T = 5, soft 0.1', 16],
    ]);
    const [plain, original, chosen] = arms;
    expect(comparisons).toEqual([
      { arm: chosen, control: plain },
      { arm: chosen, control: original },
    ]);
    expect(chosen?.recipe).toBe(gridRecipe(5, 0.1));
  });
  it('need no new run where the choice falls on the original report’s own cell', () => {
    const own: Score = (cell, seed) => (isSameCell(cell, originalCell) ? 4800 : rising(cell, seed));
    const study = confirmation(recordsOf(own, [0, 1, 2, 3, 4, 5]));
    const names = study.comparisons.map(({ arm, control }) => [
      arm.recipe.name,
      control.recipe.name,
    ]);
    expect(names).toEqual([['student-distilled', 'student-alone']]);
    const original = new Set(studyRuns([studyByName('original')]).map(({ id }) => id));
    expect(studyRuns([study]).every(({ id }) => original.has(id))).toBe(true);
  });
});
