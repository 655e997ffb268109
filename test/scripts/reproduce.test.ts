import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { writeAtomically } from '../../lib/store/atomic-file';
import type { RunRecord } from '../../lib/store/run-record';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import { committedRun } from '../../scripts/reproduce/committed-run';
import { matchEnvironments } from '../../scripts/reproduce/environment-match';
import { differentPaths } from '../../scripts/reproduce/record-difference';
import { type Result, toleratedDistance, verdict } from '../../scripts/reproduce/verdict';
import { recordOf } from '../tables/sample-results';

const environment: RunRecord['environment'] = {
  tensorflow: '2.21.0',
  tfjs: '4.22.0',
  processor: 'AMD EPYC (family 25, model 17)',
  device: 'cpu',
  threads: 1,
};

function resultOf(fields: Partial<RunRecord> = {}, classes = [0, 1, 2, 3]): Result {
  return {
    record: { ...recordOf('labels'), environment, ...fields },
    test: { kind: 'logits', bytes: Uint8Array.from(classes), predicted: Uint8Array.from(classes) },
  };
}

describe('matchEnvironments', () => {
  it('is the same where all that decides bits is', () => {
    expect(matchEnvironments(environment, { ...environment })).toEqual({ kind: 'same' });
  });

  it('cannot tell from an early record, which names no family and model', () => {
    expect(matchEnvironments({ ...environment, processor: 'AMD EPYC' }, environment)).toEqual({
      kind: 'unknown',
      processor: 'AMD EPYC',
    });
  });

  it('names every difference', () => {
    const other = { ...environment, processor: 'Intel Xeon', threads: 2 };
    expect(matchEnvironments(other, environment)).toEqual({
      kind: 'other',
      differences: [
        'processor Intel Xeon then, AMD EPYC (family 25, model 17) here',
        'threads 2 then, 1 here',
      ],
    });
  });

  it('does not take one processor for another whose name begins alike', () => {
    const longer = { ...environment, processor: 'AMD EPYC 7763 (family 25, model 1)' };
    expect(matchEnvironments({ ...environment, processor: 'AMD EPYC' }, longer).kind).toBe('other');
  });
});

describe('differentPaths', () => {
  it('names the places, however deep', () => {
    const older = { a: 1, history: [{ loss: 2 }, { loss: 3 }] };
    expect(differentPaths(older, { a: 1, history: [{ loss: 2 }, { loss: 4 }] })).toEqual([
      'history.1.loss',
    ]);
  });

  it('does not count what records did not have then, but what they lost', () => {
    expect(differentPaths({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
    expect(differentPaths({ a: 1, b: 2 }, { a: 1 })).toEqual(['b']);
    expect(differentPaths([1, 2], [1])).toEqual(['1']);
  });
});

describe('verdict', () => {
  it('is that all bytes are the same, whatever the times and the machine', () => {
    const timing = { finishedAt: '2026-02-02T00:00:00Z', totalSeconds: 9, epochs: [] };
    const again = resultOf({ timing, environment: { ...environment, processor: 'other' } });
    expect(verdict(resultOf(), again)).toMatchObject({
      reproduced: true,
      sentence: expect.stringMatching(/came out bit for bit/),
    });
  });

  it('is no, with what differs, where machine and TensorFlow are those of the record', () => {
    const again = resultOf({ weightsChecksum: '1', parameters: 7 }, [0, 1, 2, 4]);
    const { reproduced, sentence } = verdict(resultOf(), again);
    expect(reproduced).toBe(false);
    expect(sentence).toMatch(/did NOT come out again.*differ: weights, test logits, parameters\./);
    expect(sentence).toMatch(/75\.00 % of the predictions are equal/); // three of four
  });

  it('is judged by accuracy where the machine is, or may be, another one', () => {
    const images = { training: 4, validation: 4, test: 10_000 };
    const old = resultOf({ images, environment: { ...environment, processor: 'AMD EPYC' } });
    const again = (testAccuracy: number) =>
      resultOf({
        images,
        weightsChecksum: '1',
        final: { validationAccuracy: 0.5, testAccuracy, testLoss: 1 },
      });
    // Five standard errors at 50 % of 10,000 images: 5 · √(0.25 / 10,000) = 2.5 points.
    const near = verdict(old, again(0.52));
    expect(near.reproduced).toBe(true);
    expect(near.sentence).toMatch(/processor only as "AMD EPYC", so this may be another one/);
    expect(near.sentence).toMatch(/52\.00 % against 50\.00 %.*within the 2\.50 points/);
    const far = verdict(old, again(0.53));
    expect(far.reproduced).toBe(false);
    expect(far.sentence).toMatch(/beyond the 2\.50 points/);
  });
});

it('toleratedDistance shrinks with the number of images and towards certainty', () => {
  expect(toleratedDistance(0.8, 10_000)).toBeCloseTo(0.02, 12); // 5 · √(0.16 / 10,000)
  expect(toleratedDistance(1, 100)).toBe(0);
});

describe('committedRun', () => {
  const runs = mkdtempSync(join(tmpdir(), 'reproduce-test-'));
  afterAll(() => rmSync(runs, { recursive: true, force: true }));
  const store = (recipe: Recipe, seed: number) => {
    const id = runId(recipe, seed);
    const record = { ...recordOf('labels'), id, recipe, seed };
    writeAtomically(join(runs, id, 'run.json'), JSON.stringify(record));
    return id;
  };

  it('lists the runs there are for one there is not', () => {
    const id = store(studentAlone, 0);
    expect(() => committedRun('student-s0', runs)).toThrow(
      new RegExp(`No run "student-s0" in .*There are:\\s+${id}`),
    );
    expect(committedRun(id, runs).seed).toBe(0);
  });

  it('refuses a run that this code would give another name', () => {
    const id = 'student-alone-00000000-s0';
    const record = { ...recordOf('labels'), id, recipe: studentAlone, seed: 0 };
    writeAtomically(join(runs, id, 'run.json'), JSON.stringify(record));
    expect(() => committedRun(id, runs)).toThrow(
      new RegExp(`would be called ${runId(studentAlone, 0)} by this code.*git log`),
    );
  });

  it('needs the teacher with its weights, and says how to get either', () => {
    const id = store(studentDistilled, 0);
    const teacher = runId(teacherOriginal, 0);
    expect(() => committedRun(id, runs)).toThrow(
      /git checkout -- .*or train it with npm run train -- teacher-original --seed 0/,
    );
    store(teacherOriginal, 0);
    expect(() => committedRun(id, runs)).toThrow(
      new RegExp(`only the record is in .*npm run reproduce -- ${teacher} --keep <folder>`),
    );
    mkdirSync(join(runs, teacher), { recursive: true });
    writeFileSync(join(runs, teacher, 'model.json'), '{}');
    expect(committedRun(id, runs).recipe.name).toBe('student-distilled');
  });
});
