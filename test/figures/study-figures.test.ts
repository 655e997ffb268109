import { describe, expect, it } from 'vitest';
import { armDots } from '../../lib/figures/arm-dots';
import type { Figure } from '../../lib/figures/figure';
import { gradientNorms } from '../../lib/figures/gradient-norms';
import { gridGains } from '../../lib/figures/grid-gains';
import { pairedGains } from '../../lib/figures/paired-gains';
import { methodColor, originalMarker } from '../../lib/figures/palette';
import { studyByName } from '../../lib/studies/studies';
import { gridRows } from '../../lib/tables/grid-rows';
import { studyTables } from '../../lib/tables/study-tables';
import { recordsOf, sampleStudy } from '../tables/sample-study';
import { sampleNorms } from './study-samples';

/** A trace by its name, as plain values. */
function trace({ data }: Figure, name: string): Record<string, unknown> {
  const found = data.find((one) => (one as { name?: string }).name === name);
  if (found === undefined) throw new Error(`no trace ${name}`);
  return found as Record<string, unknown>;
}

function texts({ layout }: Figure): string[] {
  return (layout.annotations ?? []).map(({ text }) => text ?? '');
}

const pair = ['student alone', 'student distilled'] as const;
const tables = studyTables(
  sampleStudy,
  recordsOf({ 'student-alone': [78, 79, 80], 'student-distilled': [79, undefined, 82] }),
);

describe('armDots', () => {
  const made = armDots({ ...tables, pair, originals: { 'student alone': 77, broken: 60 } });

  it('draws a dot a run in the colour of its method, a seed at one height in every row', () => {
    const { x, y, marker } = trace(made, 'runs') as { x: number[]; y: number[]; marker: object };
    expect(x).toEqual([78, 79, 80, 79, 82]);
    const { alone, distilled } = methodColor;
    expect(marker).toMatchObject({ color: [alone, alone, alone, distilled, distilled] });
    const [first = 0, second = 0, third = 0] = y;
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
  });
  it('joins the runs of a seed that has both', () => {
    expect(trace(made, 'pairs').x).toEqual([78, 79, null, 80, 82, null]);
  });
  it("draws means with Student's interval from three runs on", () => {
    const { x, error_x } = trace(made, 'mean') as { x: number[]; error_x: { array: number[] } };
    expect(x).toEqual([79, 80.5]);
    expect(error_x.array[0]).toBeCloseTo(4.302653 / Math.sqrt(3), 3);
    expect(error_x.array[1]).toBe(0);
  });
  it('draws an original in its place, or names it where it would press the dots together', () => {
    expect(trace(made, 'original report')).toMatchObject({ x: [77], marker: originalMarker });
    const labels = (made.layout.yaxis?.ticktext ?? []) as readonly unknown[];
    expect(labels.map((label) => /60\.00, beyond/.test(String(label)))).toEqual([
      false,
      false,
      true,
    ]);
    const same = armDots({ ...tables, originals: 77 });
    expect(trace(same, 'original report')).toMatchObject({ x: [77, 77, 77], y: [0, 1, 2] });
  });
  it('writes an arm that is set apart into its row, and leaves it off the axis', () => {
    const apart = armDots({ ...tables, originals: 77, apart: ['student distilled'] });
    expect(trace(apart, 'runs').x).toEqual([78, 79, 80]);
    expect(trace(apart, 'mean').x).toEqual([79]);
    expect(trace(apart, 'original report').y).toEqual([0, 2]);
    expect(texts(apart)).toContain('runs from 79.00 to 82.00 %, off this axis');
    expect(apart.rows).toHaveLength(5);
    expect(apart.rows?.[0]).toMatchObject({ testPct: 78, originalPct: 77 });
  });
  it('says where an arm has no run, and never draws an axis without an end', () => {
    expect(texts(made)).toContain('no run yet');
    const none = armDots(studyTables(sampleStudy, new Map()));
    expect(none.title).toBe('Test accuracy by arm: no run is there yet');
    expect(none.layout.xaxis?.range?.every(Number.isFinite)).toBe(true);
  });
});

describe('pairedGains', () => {
  const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];
  const records = recordsOf({
    'student-alone': alone,
    'student-distilled': alone.map((pct, seed) => pct + 0.5 + 0.1 * (seed % 3)),
    broken: [78, 78.2],
  });
  const shown = studyTables(sampleStudy, records);
  const made = pairedGains({ ...shown, original: { gainPts: -1.84, control: 'student alone' } });

  it('draws every pair, and intervals only where there are enough', () => {
    const { x } = trace(made, 'pairs') as { x: number[] };
    expect(x).toHaveLength(10);
    expect(x.slice(8)).toEqual([-1, -1]);
    const { tLowPts, tHighPts } = shown.comparisons[0] ?? {};
    expect(trace(made, '95 % interval').x).toEqual([tLowPts, tHighPts, null]);
  });
  it('shows the original’s one pair as a hollow black diamond in each row', () => {
    expect(trace(made, 'original report')).toMatchObject({
      x: [-1.84, -1.84],
      y: [0, 1],
      marker: originalMarker,
    });
  });
  it('shows it in the row of one arm where it is told so', () => {
    const original = { gainPts: -1.84, control: 'student alone', arm: 'broken' };
    expect(trace(pairedGains({ ...shown, original }), 'original report').y).toEqual([1]);
  });
  it('prints the verdict with its p, or how many pairs there are', () => {
    expect(texts(made)).toContain('<b>significant</b><br>p = 0.016');
    expect(texts(made)).toContain('<b>too few pairs</b><br>2 of 8');
    expect(made.title).toBe('Of 2 paired comparisons: gain in 1, too few pairs in 1');
  });
  it('draws a comparison without a pair as an empty row', () => {
    const none = pairedGains(studyTables(sampleStudy, new Map()));
    expect(trace(none, 'pairs').x).toEqual([]);
    expect(texts(none)).toContain('<b>too few pairs</b><br>0 of 8');
  });
});

describe('gridGains', () => {
  const study = studyByName('temperature-and-weight');
  const records = recordsOf(
    { 'student-alone': [79, 78], 'grid-t1-w10': [79.5, 79.3], 'student-distilled': [78.8] },
    study,
  );
  const marks = { original: 'T = 4, soft 0.7', chosen: 'T = 1, soft 0.1' };
  const made = gridGains(gridRows(study, records), marks);
  const heat = trace(made, 'gain (points)') as {
    z: (number | null)[][];
    text: string[][];
    zmin: number;
    zmax: number;
  };

  it('puts temperature across and soft weight up, and leaves cells without runs empty', () => {
    expect(heat.z[0]?.[0]).toBe(0.9);
    expect(heat.z[3]?.[3]).toBe(-0.2);
    expect(heat.z.flat().filter((value) => value === null)).toHaveLength(23);
    expect(texts(made).filter((text) => text === 'no run')).toHaveLength(23);
  });
  it('diverges evenly from the student alone', () => {
    expect(heat.zmin).toBe(-heat.zmax);
    expect(heat.zmax).toBe(0.9);
  });
  it('prints value, spread (0.8/√2) and n, and marks the original’s cell', () => {
    expect(heat.text[0]?.[0]).toBe('<b>+0.90</b><br>± 0.57<br>n = 2');
    expect(heat.text[3]?.[3]).toBe('◊ <b>−0.20</b><br>n = 1 of 2');
  });
  it('frames the chosen cell more heavily than any other', () => {
    const widths = (made.layout.shapes ?? []).map(({ line }) => line?.width ?? 0);
    expect(widths.filter((width) => width === Math.max(...widths))).toHaveLength(1);
  });
});

describe('gradientNorms', () => {
  it('draws a thick mean over thin runs, arm by arm, and says where there is none', () => {
    const rows = sampleNorms('sound', 1, 2);
    const made = gradientNorms(rows, ['sound', 'broken']);
    const ofFirstEpoch = rows.filter(({ epoch }) => epoch === 1).map(({ soft }) => soft);
    const { y, xaxis } = trace(made, 'sound: soft term, mean') as { y: number[]; xaxis: string };
    expect(y[0]).toBeCloseTo(ofFirstEpoch.reduce((sum, value) => sum + value, 0) / 2, 10);
    expect(xaxis).toBe('x');
    const runs = trace(made, 'sound: soft term, runs') as { y: (number | null)[] };
    expect(runs.y.filter((value) => value === null)).toHaveLength(2);
    expect(texts(made).filter((text) => text.includes('no run'))).toHaveLength(1);
  });
});
