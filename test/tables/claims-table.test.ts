import { describe, expect, it } from 'vitest';
import { claimsTable } from '../../lib/tables/claims-table';
import { methodLabel } from '../../lib/tables/method';
import { sizeTable } from '../../lib/tables/size-table';
import { sampleTiming } from './sample-timing';

const methods = ['teacher', 'alone', 'distilled'] as const;

const accuracies = methods.map((method, at) => ({
  model: methodLabel[method],
  method,
  run: `run-${method}`,
  seed: 0,
  images: 10_000,
  right: 8000,
  accuracyPct: [83.5, 79.06, 78.9][at] as number,
  lowPct: 0,
  highPct: 100,
  originalPct: null,
}));

const sizes = sizeTable(
  methods.map((method) => ({
    model: methodLabel[method],
    method,
    parameters: method === 'teacher' ? 4_664_970 : 106_826,
    megabytes: method === 'teacher' ? 17.8096 : 0.4093,
    multiplyAdds: 1,
  })),
);

describe('claimsTable', () => {
  const rows = claimsTable(accuracies, sizes, sampleTiming);
  const row = (quantity: string) => rows.find((one) => one.quantity === quantity);

  it('sets the original report beside what was measured, the difference with its sign', () => {
    expect(row('student alone: test accuracy (%)')).toEqual({
      quantity: 'student alone: test accuracy (%)',
      original: '72.70',
      measured: '79.06',
      n: 1,
      difference: '+6.36',
    });
    // 78.90 − 79.06 = −0.16; the original's 70.86 − 72.70 = −1.84; so ours is 1.68 higher
    expect(row('distilled minus alone (points)')).toMatchObject({
      original: '−1.84',
      measured: '−0.16',
      difference: '+1.68',
    });
  });

  it('works out the drop relative to the teacher: 1 − 78.9 / 83.5 = 5.5 %, and the bytes saved', () => {
    expect(row("distilled below its teacher (% of the teacher's accuracy)")).toMatchObject({
      original: '14.8',
      measured: '5.5',
      difference: '−9.3',
    });
    // 17.8096 / 0.4093: 1 − 1 / 43.5
    expect(row('student: smaller by (% of the bytes)')).toMatchObject({ measured: '97.7' });
  });

  it('sets times of batches of 128 beside the original: means 1.1 · 64 and 1.1 · 8 ms, 8 times', () => {
    expect(row('teacher: inference time (ms a batch)')).toMatchObject({
      original: '111.29',
      measured: '70.40',
    });
    expect(row('student distilled: inference time (ms a batch)')).toMatchObject({
      original: '25.82',
      measured: '8.80',
    });
    expect(row('student: times faster at inference, by the means')).toMatchObject({
      original: '4.3',
      measured: '8.0',
    });
    // 79.06 / 8.8 = 8.984
    expect(row('student alone: score, accuracy / time (%/ms)')).toMatchObject({
      original: '2.62',
      measured: '8.98',
    });
  });

  it('shows mean and deviation over seeds, and pairs only seeds that both students have', () => {
    const seed = (method: 'alone' | 'distilled', number: number, accuracyPct: number) => ({
      ...(accuracies.find((one) => one.method === method) as (typeof accuracies)[0]),
      seed: number,
      accuracyPct,
    });
    // alone 79.06, 78, 80 and distilled 78.90, 79: gains −0.16 and +1, mean 0.42, sd 1.16/√2 = 0.82
    const several = claimsTable(
      [...accuracies, seed('alone', 1, 78), seed('alone', 2, 80), seed('distilled', 1, 79)],
      sizes,
    );
    expect(several[1]).toMatchObject({ measured: '79.02 ± 1.00', n: 3, difference: '+6.32' });
    expect(several[3]).toMatchObject({ measured: '+0.42 ± 0.82', n: 2, difference: '+2.26' });
    // 78.90 and 79 − 83.5: −4.6 and −4.5, whatever another teacher reaches
    const other = { ...(accuracies[0] as (typeof accuracies)[0]), seed: 1, accuracyPct: 50 };
    const taught = claimsTable([other, ...accuracies, seed('distilled', 1, 79)], sizes);
    expect(taught[4]).toMatchObject({ measured: '−4.55 ± 0.07', n: 2 });
    expect(() => claimsTable([other, ...accuracies.slice(1)], sizes)).toThrow(
      'expected the teacher of seed 0, found seeds 1',
    );
  });

  it('shows no sign where nothing differs', () => {
    expect(row('teacher: parameters')?.difference).toBe('0');
    expect(row('student: size (MB)')?.difference).toBe('0.00'); // −0.0007
  });

  it('leaves speed out where nothing was timed', () => {
    expect(claimsTable(accuracies, sizes)).toHaveLength(rows.length - 7);
  });

  it('names the method that is missing', () => {
    expect(() => claimsTable(accuracies.slice(0, 2), sizes)).toThrow(
      'expected a row of the method distilled, found teacher, alone',
    );
  });
});
