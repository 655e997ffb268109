import type { Annotation } from 'plotly.js-dist';
import { describe, expect, it } from 'vitest';
import { speedAccuracy } from '../../lib/figures/speed-accuracy';
import type { SpeedRow } from '../../lib/tables/timing-table';

function row(fields: Pick<SpeedRow, 'model' | 'method' | 'medianMs' | 'accuracyPct'>): SpeedRow {
  return {
    batch: 128,
    passes: 100,
    meanMs: fields.medianMs,
    lowerQuartileMs: fields.medianMs / 2,
    upperQuartileMs: fields.medianMs * 4,
    imagesPerSecond: 1,
    lowPct: fields.accuracyPct - 1,
    highPct: fields.accuracyPct + 1,
    originalMs: null,
    originalPct: null,
    ...fields,
  };
}

const rows = [
  row({ model: 'teacher', method: 'teacher', medianMs: 100, accuracyPct: 83 }),
  row({ model: 'student alone', method: 'alone', medianMs: 10, accuracyPct: 79 }),
  row({ model: 'student distilled', method: 'distilled', medianMs: 20, accuracyPct: 79.1 }),
];
const { layout, data, title } = speedAccuracy(rows);
const annotations = layout.annotations as Annotation[];

function label(model: string): Annotation {
  const found = annotations.find(({ text }) => text?.endsWith(model));
  if (found === undefined) throw new Error(`no label of ${model}`);
  return found;
}

describe('speedAccuracy', () => {
  it('draws bars from quartile to quartile', () => {
    const [marks] = data as { error_x: { array: number[]; arrayminus: number[] } }[];
    expect(marks?.error_x.array).toEqual([300, 30, 60]);
    expect(marks?.error_x.arrayminus).toEqual([50, 5, 10]);
  });

  it("writes names beside the bars, clear of each other's", () => {
    expect(label('teacher')).toMatchObject({ x: Math.log10(400), xanchor: 'left' });
    // The students' bars, 5 to 40 and 10 to 80 ms, lie a tenth of a point apart: no room right of the first.
    expect(label('student alone')).toMatchObject({ xanchor: 'left', x: Math.log10(80) });
    expect(label('student distilled')).toMatchObject({ xanchor: 'left', x: Math.log10(80) });
  });

  it('leaves room for the names at the right', () => {
    const [, right] = (layout.xaxis?.range ?? []) as [number, number];
    expect(right).toBeGreaterThan(Math.log10(400) + 0.5);
  });

  it('says in its title how much faster and how much less often right the student is', () => {
    expect(title).toContain('5.0 to 10.0 times faster');
    expect(title).toContain('3.9 to 4.0 points less often');
  });
});
