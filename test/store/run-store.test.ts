import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { writeAtomically } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';
import { validationAccuracy } from '../../lib/store/run-record';
import { listRuns, readRun, readRunById } from '../../lib/store/run-store';
import { studentAlone } from '../../lib/studies/original';
import { recordOf } from '../tables/sample-results';

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the run store', () => {
  it('names the command that trains a missing run', () => {
    expect(() => readRun(studentAlone, 3, folder)).toThrow(
      'npm run train -- student-alone --seed 3',
    );
  });

  it('does not take a folder without a record for a run', () => {
    mkdirSync(join(folder, 'begun-0123abcd-s0'));
    expect(listRuns(folder)).toEqual([]);
  });

  it('says what is wrong with a record that does not parse', () => {
    const id = runId(studentAlone, 0);
    writeAtomically(join(folder, id, 'run.json'), '{"id": 7}');
    expect(() => readRunById(id, folder)).toThrow(/is not a run record[\s\S]*id/);
  });

  it('says the same of an empty record, as a full disk may leave it', () => {
    writeAtomically(join(folder, 'empty-0123abcd-s0', 'run.json'), '');
    expect(() => readRunById('empty-0123abcd-s0', folder)).toThrow(
      /is not a run record; restore it/,
    );
  });
});

describe('a run on all images', () => {
  it('is read without figures of the validation images it trained on, which early records hold', () => {
    const early = recordOf('labels');
    const id = 'early-0123abcd-s0';
    const all = { ...early, id, recipe: recipe({ ...studentAlone, trainOn: 'all' }) };
    writeAtomically(join(folder, id, 'run.json'), JSON.stringify(all));
    const { final, history } = readRunById(id, folder);
    expect(final).toEqual({ testAccuracy: 0.5, testLoss: 1 });
    for (const epoch of history) {
      expect(Object.keys(epoch).filter((name) => name.startsWith('validation'))).toEqual([]);
    }
    expect(() => validationAccuracy({ id, final })).toThrow('it trained on all images');
  });

  it('has none of them among the committed ones either, while each run on the split has', () => {
    const records = listRuns().map((id) => readRunById(id));
    const withValidation = (trainOn: 'all' | 'split') =>
      new Set(
        records
          .filter((record) => record.recipe.trainOn === trainOn)
          .map(({ final }) => final.validationAccuracy !== undefined),
      );
    expect(withValidation('all')).toEqual(new Set([false]));
    expect(withValidation('split')).toEqual(new Set([true]));
  });
});

describe('projectRoot', () => {
  it('is found from a folder within', () => {
    expect(projectRoot(join(projectRoot(), 'test', 'study'))).toBe(projectRoot());
  });

  it('is not found elsewhere, and passes over other packages', () => {
    writeFileSync(join(folder, 'package.json'), '{"name": "other"}');
    expect(() => projectRoot(folder)).toThrow(/run this from inside the project/);
  });
});
