import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onlyArms, recordsOf, studyData } from '../../lib/results/study-data';
import { writeTestLogits } from '../../lib/store/test-logits';
import { studyByName } from '../../lib/studies/studies';
import { studyRuns } from '../../lib/studies/study';
import { recordOf } from '../tables/sample-results';

const labels = Uint8Array.of(0, 1, 2, 3);
/** Answers of which the first two are right. */
const logits = Float32Array.from({ length: 40 }, (_, at) =>
  at === 0 || at === 11 || at === 29 || at === 39 ? 1 : 0,
);

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'study-data-'));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

/** Puts the first so many runs of the study into the folder, whose records state this accuracy. */
function put(count: number, testAccuracy: number): void {
  for (const { id, recipe, seed } of studyRuns([studyByName('original')]).slice(0, count)) {
    const base = recordOf('labels');
    const record = { ...base, id, recipe, seed, final: { ...base.final, testAccuracy } };
    mkdirSync(join(runs, id));
    writeFileSync(join(runs, id, 'run.json'), JSON.stringify(record));
    writeTestLogits(id, logits, runs);
  }
}

describe('studyData', () => {
  it('holds the runs that are there, judged by their test logits', () => {
    put(3, 0.5);
    const data = studyData('original', labels, runs);
    expect(data.seeds.map(({ seed, testPct }) => [seed, testPct])).toEqual([
      [0, 50],
      [0, 50],
      [0, 50],
    ]);
    expect(data.missing).toHaveLength(38 - 3);
    expect(recordsOf([data, data])).toHaveLength(3);
  });
  it('refuses a run whose record and logits disagree', () => {
    put(1, 0.75);
    expect(() => studyData('original', labels, runs)).toThrow(/record says that 3 of 4.*say 2/);
  });
  it('shows some arms by the names of their recipes, in the order asked for', () => {
    put(0, 0.5);
    const data = studyData('original', labels, runs);
    const part = onlyArms(data, ['student-distilled', 'student-alone']);
    expect(part.arms.map(({ arm }) => arm)).toEqual(['student distilled', 'student alone']);
    expect(part.comparisons).toHaveLength(1);
    expect(onlyArms(data, ['student-alone']).comparisons).toEqual([]);
    put(2, 0.5); // the teacher's first seed and a student alone's
    const alone = onlyArms(studyData('original', labels, runs), ['student-alone']);
    expect([...alone.records.values()].map(({ recipe }) => recipe.name)).toEqual(['student-alone']);
    expect(() => onlyArms(data, ['resnet'])).toThrow(/no arm "resnet".*student-alone/);
  });
});
