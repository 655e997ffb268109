import { describe, expect, it } from 'vitest';
import { gainCurves } from '../../lib/figures/gain-curves';
import type { RunRecord } from '../../lib/store/run-record';
import { gainCurveRows } from '../../lib/tables/gain-curve-rows';
import { teacherSplitRows } from '../../lib/tables/teacher-split-rows';
import { recordsOf, sampleStudy } from './sample-study';

const [helps] = sampleStudy.comparisons;
if (helps === undefined) throw new Error('no comparison');

/** The records with these validation accuracies by arm, seed and epoch, in percent. */
function withHistories(byArm: Readonly<Record<string, readonly (readonly number[])[]>>) {
  const seeds = Object.fromEntries(
    Object.entries(byArm).map(([arm, histories]) => [arm, histories.map(() => 79)]),
  );
  const records = [...recordsOf(seeds).values()].map((record): RunRecord => {
    const [epoch] = record.history;
    if (epoch === undefined) throw new Error('no epoch');
    const pcts = byArm[record.recipe.name]?.[record.seed] ?? [];
    const history = pcts.map((pct, at) => ({
      ...epoch,
      epoch: at + 1,
      validationAccuracy: pct / 100,
    }));
    return { ...record, history };
  });
  return new Map(records.map((record) => [record.id, record]));
}

describe('gainCurveRows', () => {
  const rows = gainCurveRows(
    [helps],
    withHistories({
      'student-alone': [[50, 70], [52, 71], [51]],
      'student-distilled': [
        [53, 70],
        [54, 72],
        [52, 73],
      ],
    }),
  );

  it('averages the paired differences of each epoch: 3, 2 and 1 points are 2 ± 1', () => {
    // Student's t of two degrees of freedom at 97.5 % is 4.302653: half width 4.302653 · 1/√3
    const half = 4.302653 / Math.sqrt(3);
    expect(rows[0]).toMatchObject({ epoch: 1, n: 3, meanPts: 2, sdPts: 1, above: 3 });
    expect(rows[0]?.lowPts).toBeCloseTo(2 - half, 4);
    expect(rows[0]?.highPts).toBeCloseTo(2 + half, 4);
  });
  it('counts the pairs that have reached an epoch, and gives two no interval', () => {
    expect(rows[1]).toMatchObject({ epoch: 2, n: 2, meanPts: 0.5, above: 1, lowPts: null });
    expect(gainCurveRows([helps], new Map())).toEqual([]);
  });
  it('is drawn with its mean as a line and a mark at the learning-rate drop', () => {
    const { data, layout, alt } = gainCurves(rows, { dropAfter: 1 });
    const line = data.find(({ name }) => name === 'student distilled − student alone');
    expect(line).toMatchObject({ x: [1, 2], y: [2, 0.5] });
    expect(layout.shapes).toContainEqual(expect.objectContaining({ x0: 1.5, x1: 1.5 }));
    expect(alt).toContain('at most +2.00 points after epoch 1, +0.50 at the end');
    expect(gainCurves([]).data).toEqual([]);
  });
});

describe('teacherSplitRows', () => {
  const labels = Uint8Array.of(0, 0, 1, 1);
  const teacher = Uint8Array.of(0, 0, 1, 0); // wrong on the last
  const pair = (seed: number) => ({
    seed,
    arm: Uint8Array.of(0, 0, 1, 0), // as the teacher
    control: Uint8Array.of(0, 1, 0, 1), // wrong on two images on which the teacher is right
  });

  it('splits the gain by the teacher: +50 points where it is right, −25 where it is wrong', () => {
    const names = { arm: 'distilled', control: 'alone' };
    const rows = teacherSplitRows(names, [pair(0), pair(1)], { teacher, labels });
    expect(rows).toMatchObject([
      { teacher: 'right', images: 3, n: 2, meanPts: 50, sdPts: 0, above: 2 },
      { teacher: 'wrong', images: 1, n: 2, meanPts: -25, sdPts: 0, above: 0 },
    ]);
  });
});
