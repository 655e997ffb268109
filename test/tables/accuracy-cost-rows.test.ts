import { describe, expect, it } from 'vitest';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import type { Arm, Family } from '../../lib/studies/study';
import { accuracyCostRows, accuracyGoalRows } from '../../lib/tables/accuracy-cost-rows';
import { recordOf } from './sample-results';

const augmentation = { crop: 0, padding: 'reflect', flip: true } as const;
const short = recipe({ ...studentAlone, name: 'short', epochs: 2 });
const long = recipe({ ...studentAlone, name: 'long', epochs: 8 });
const taught = recipe({ ...studentDistilled, name: 'taught', epochs: 2, augmentation });

function arm(of: Recipe, family: Family): Arm {
  return { label: of.name, recipe: of, seeds: [0, 1], role: 'student', family };
}

/** A run each of whose epochs takes so many seconds. */
function run(of: Recipe, seed: number, { pct = 80, seconds = 30 } = {}): RunRecord {
  const epoch = { seconds, imagesPerSecond: 1 };
  return {
    ...recordOf('labels'),
    id: runId(of, seed),
    recipe: of,
    seed,
    final: { validationAccuracy: pct / 100, testAccuracy: (pct - 1) / 100, testLoss: 1 },
    timing: {
      finishedAt: '2026-01-01T00:00:00Z',
      totalSeconds: seconds * of.epochs,
      epochs: Array.from({ length: of.epochs }, () => epoch),
    },
  };
}

const teacher = run(recipe({ ...teacherOriginal, name: 'teacher', epochs: 10 }), 0, {
  seconds: 120,
});
const arms = [arm(long, 'alone'), arm(short, 'alone'), arm(taught, 'distilled')];
const records = new Map(
  [
    run(short, 0, { pct: 80, seconds: 20 }),
    run(short, 1, { pct: 82, seconds: 90 }),
    run(long, 0, { pct: 85, seconds: 30 }),
    run(taught, 0, { pct: 84, seconds: 30 }),
  ].map((record) => [record.id, record]),
);

describe('accuracyCostRows', () => {
  const rows = accuracyCostRows(arms, records, teacher);
  const of = (name: string) => rows.find((row) => row.recipe === name);

  it('lists the arms that have runs, short recipes first', () => {
    expect(rows.map((row) => [row.recipe, row.n])).toEqual([
      ['short', 2],
      ['taught', 1],
      ['long', 1],
    ]);
    expect(accuracyCostRows(arms, new Map(), teacher)).toEqual([]);
  });

  it('averages accuracies over the runs', () => {
    expect(of('short')).toMatchObject({ validationPct: 81, testPct: 80 });
  });

  it('counts an epoch as the median of the runs of its method: 20, 30 and 90 seconds are 30', () => {
    expect(of('short')?.minutes).toBe(1);
    expect(of('long')?.minutes).toBe(4);
  });

  // Two epochs meet 2·(1 − (1/2)²) = 1.5 of an image's two views; a view costs a third of an epoch of 2 minutes.
  it("adds to a distilled student's minutes its teacher's training and answers: 1 + 20 + 1.5·2/3 minutes", () => {
    expect(of('taught')).toMatchObject({ minutes: 1, minutesWithTeacher: 22 });
    expect(of('long')?.minutesWithTeacher).toBeNull();
  });
});

describe('accuracyGoalRows', () => {
  const rows = accuracyCostRows(arms, records, teacher);

  it('names the cheapest recipe of either method that reaches the accuracy on validation', () => {
    expect(accuracyGoalRows(rows, [80, 84])).toEqual([
      {
        goalPct: 80,
        aloneEpochs: 2,
        aloneMinutes: 1,
        distilledEpochs: 2,
        distilledMinutes: 1,
        distilledMinutesWithTeacher: 22,
      },
      {
        goalPct: 84,
        aloneEpochs: 8,
        aloneMinutes: 4,
        distilledEpochs: 2,
        distilledMinutes: 1,
        distilledMinutesWithTeacher: 22,
      },
    ]);
  });

  it('is null where none does: 85 % is reached by the long recipe alone', () => {
    expect(accuracyGoalRows(rows, [85])[0]).toMatchObject({
      aloneEpochs: 8,
      distilledEpochs: null,
    });
  });
});
