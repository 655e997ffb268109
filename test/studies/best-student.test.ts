import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { bestOnValidation } from '../../lib/studies/best-student/choice';
import {
  chosenAlone,
  chosenDistilled,
  screenedAlone,
  screenedDistilled,
  screening,
} from '../../lib/studies/best-student/screening';
import { bestStudent } from '../../lib/studies/best-student/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import { studyRecords } from '../../lib/studies/study-records';
import { recordOf } from '../tables/sample-results';

/** Records in which the arms get so many of 5,000 validation images right, by seed. */
function recordsOf(hits: readonly (readonly number[])[]): StudyRecords {
  const base = recordOf('labels');
  const records = hits.flatMap((own, at) =>
    own.map((right, seed): RunRecord => {
      const arm = screenedAlone[at];
      if (arm === undefined) throw new Error(`no arm ${at}`);
      const id = runId(arm.recipe, arm.seeds[seed] as number);
      const final = { ...base.final, validationAccuracy: right / 5000 };
      return { ...base, id, images: { ...base.images, validation: 5000 }, final };
    }),
  );
  return new Map(records.map((record) => [record.id, record]));
}

describe('bestOnValidation', () => {
  const arms = screenedAlone.slice(0, 3);
  it('is the arm with the highest mean of its seeds, not the one with the best seed', () => {
    const records = recordsOf([
      [4200, 4201],
      [4250, 4100],
      [4210, 4195],
    ]);
    expect(bestOnValidation(arms, records)).toBe(arms[2]); // 4202.5 against 4200.5 and 4175
  });
  it('is the first of equals', () => {
    const equal = [4200, 4210];
    expect(bestOnValidation(arms, recordsOf([[4100, 4100], equal, [...equal].reverse()]))).toBe(
      arms[1],
    );
  });
  it('is not known while a run is missing', () => {
    const equal = [4200, 4210];
    expect(bestOnValidation(arms, recordsOf([equal, equal, [4900]]))).toBeUndefined();
  });
});

describe('the best student', () => {
  const records = studyRecords(screening);
  it('has the settings that the committed runs of the screening choose', () => {
    expect(bestOnValidation(screenedAlone, records)).toBe(chosenAlone);
    expect(bestOnValidation(screenedDistilled, records)).toBe(chosenDistilled);
  });
  it('is trained from other seeds than those', () => {
    const seeds = bestStudent.arms.flatMap((arm) => arm.seeds);
    expect(seeds.filter((seed) => screening.arms.some((arm) => arm.seeds.includes(seed)))).toEqual(
      [],
    );
  });
  it('differs alone and distilled in the loss only', () => {
    for (const { arm, control } of bestStudent.comparisons) {
      const { name, objective, teacher, ...rest } = arm.recipe;
      expect(control.recipe).toMatchObject(rest);
      expect(control.recipe.teacher).toBeUndefined();
    }
  });
});
