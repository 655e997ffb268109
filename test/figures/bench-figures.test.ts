import { describe, expect, it } from 'vitest';
import { placeGroups } from '../../lib/figures/grouped-rows';
import { kernelTimes } from '../../lib/figures/kernel-times';
import { speedScaling } from '../../lib/figures/speed-scaling';
import { trainingSpeed } from '../../lib/figures/training-speed';
import { kernelRows } from '../../lib/tables/kernel-rows';
import { speedScalingRows } from '../../lib/tables/speed-scaling-rows';
import { peerComparisons, trainingRates } from '../../lib/tables/training-rates';
import { sampleBench, sampleProfile } from '../tables/sample-bench';

type Drawn = {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
};
const drawn = (figure: { data: readonly object[] }) => figure.data as readonly Drawn[];

describe('placeGroups', () => {
  it('gives each heading a row of its own, and more to a long one', () => {
    const placed = placeGroups([
      { heading: 'short', rows: ['a', 'b'] },
      { heading: 'long '.repeat(14).trim(), rows: ['c'] },
    ]);
    expect(placed.rows.map(({ row, y }) => [row, y])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 4.7], // heading of two lines from 2.5 on: 1.7 rows
    ]);
    expect(placed.count).toBe(5.7);
  });
});

describe('trainingSpeed', () => {
  const figure = trainingSpeed(trainingRates(sampleBench, peerComparisons));
  it('draws every block of every side once, and the medians', () => {
    const blocks = drawn(figure).filter(({ name }) => name !== 'median');
    const medians = drawn(figure).find(({ name }) => name === 'median');
    expect(medians?.x).toHaveLength(11); // three comparisons of three sides, one of two
    expect(blocks.flatMap(({ x }) => x)).toHaveLength(33);
  });
  it("says in its title how ours stands against PyTorch's faster format", () => {
    expect(figure.title).toContain('0.80 (student), 1.25 (teacher), 1.50 (student evaluation)');
  });
});

describe('speedScaling', () => {
  it('names the first and the last size and the ratios between', () => {
    const figure = speedScaling(speedScalingRows(sampleBench, 'batch'), 'batch');
    expect(figure.title).toBe(
      'From batches of 32 to batches of 512 our rate goes from 3,000 to 4,400 images per second, 0.91 times ' +
        "PyTorch's speed",
    );
  });
  it('has a logarithmic axis only where rates lie far apart', () => {
    const type = (growing: 'batch' | 'width') =>
      speedScaling(speedScalingRows(sampleBench, growing), growing).layout.yaxis?.type;
    expect([type('batch'), type('width')]).toEqual([undefined, 'log']);
  });
});

describe('kernelTimes', () => {
  it('loses no time when it joins the kernels behind the twelfth', () => {
    const kernels = Array.from({ length: 20 }, (_, at) => ({
      kernel: `Kernel${at}`,
      shapes: '',
      callsPerStep: 1,
      millisecondsPerStep: 20 - at,
    }));
    const rows = kernelRows({ ...sampleProfile, millisecondsPerStep: 250, kernels });
    const [bars] = drawn(kernelTimes(rows, { steps: 10 }));
    expect(bars?.x).toHaveLength(14); // twelve, the others, JavaScript
    expect(bars?.x.slice(12)).toEqual([36, 40]); // 8 + 7 + … + 1; 250 - 210
  });
});
