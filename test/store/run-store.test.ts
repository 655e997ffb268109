import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { writeAtomically } from '../../lib/store/atomic-file';
import { tryLock } from '../../lib/store/lock-file';
import { projectRoot } from '../../lib/store/project-root';
import { validationAccuracy } from '../../lib/store/run-record';
import { listRuns, readRun, readRunById } from '../../lib/store/run-store';
import { readTestLogits } from '../../lib/store/test-logits';
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
    expect(() => readRunById(id, folder)).toThrow(
      /is not a run record[\s\S]*Invalid input: expected string, found 7\n {2}→ at id/,
    );
  });

  it('names a folder that stands in the place of a file, and the other way round', () => {
    const odd = join(folder, 'odd');
    mkdirSync(join(odd, 'folder-0123abcd-s0', 'run.json'), { recursive: true });
    mkdirSync(join(odd, 'folder-0123abcd-s0', 'test-logits.bin'));
    const place = join(odd, 'folder-0123abcd-s0');
    expect(() => readRunById('folder-0123abcd-s0', odd)).toThrow(
      `${join(place, 'run.json')} is a folder, expected a file; move away`,
    );
    expect(() => readTestLogits('folder-0123abcd-s0', odd)).toThrow(
      `${join(place, 'test-logits.bin')} is a folder, expected a file`,
    );
    expect(() => writeAtomically(join(place, 'run.json'), '{}')).toThrow(
      `${join(place, 'run.json')} could not be written`,
    );
    writeAtomically(join(odd, 'file'), '');
    expect(() => listRuns(join(odd, 'file'))).toThrow('is a file, expected a folder of runs');
    expect(() => readRunById('any-0123abcd-s0', join(odd, 'file'))).toThrow('is not in');
    mkdirSync(join(odd, 'lock'));
    expect(() => tryLock(join(odd, 'lock'))).toThrow(`${join(odd, 'lock')} is a folder, expected`);
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
