import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/random/stream';
import { negativeLogLikelihood } from '../../lib/statistics/calibration';
import { crossScaled, fittedTemperature } from '../../lib/statistics/temperature-scaling';

/** Images of two classes whose logits are (sure, 0) and of which so many in ten have label 0. */
function images(sure: number, rightInTen: number, count = 10) {
  const logits = Array.from({ length: count }, () => [sure, 0]).flat();
  const labels = Array.from({ length: count }, (_, image) => (image % 10 < rightInTen ? 0 : 1));
  return { logits, labels };
}

describe('fittedTemperature', () => {
  it('makes the confidence the share of right ones: sure / T = log(p / (1 - p))', () => {
    // nine of ten right: sigmoid(4 / T) = 0.9, so T = 4 / log 9
    const { logits, labels } = images(4, 9);
    expect(fittedTemperature(logits, labels, 2)).toBeCloseTo(4 / Math.log(9), 8);
  });
  it('is 1 for calibrated probabilities, and grows with the scale of the logits', () => {
    const { logits, labels } = images(Math.log(4), 8);
    expect(fittedTemperature(logits, labels, 2)).toBeCloseTo(1, 8);
    const tripled = logits.map((z) => 3 * z);
    expect(fittedTemperature(tripled, labels, 2)).toBeCloseTo(3, 8);
  });
  it('is the least likelihood of all temperatures nearby', () => {
    const stream = randomStream(3, 'resample');
    const labels = Array.from({ length: 100 }, (_, image) => (7 * image) % 3);
    const logits = Array.from({ length: 300 }, (_, at) => {
      const push = at % 3 === labels[Math.floor(at / 3)] ? 2 : 0;
      return 6 * stream.uniformAt(at) + push;
    });
    const best = fittedTemperature(logits, labels, 3);
    const at = (t: number) =>
      negativeLogLikelihood(
        logits.map((z) => z / t),
        labels,
        3,
      );
    expect(at(best)).toBeLessThanOrEqual(Math.min(at(best * 1.02), at(best / 1.02)));
  });
  it('ends at its bounds where the likelihood grows beyond', () => {
    expect(fittedTemperature([1, 0, 2, 0], [0, 0], 2)).toBeCloseTo(1 / 100, 3); // always right
    expect(fittedTemperature([1, 0, 2, 0], [1, 1], 2)).toBeCloseTo(100, 0); // always wrong
  });
  it('refuses labels that do not fit', () => {
    expect(() => fittedTemperature([1, 0], [2], 2)).toThrow('expected labels from 0 to 1');
  });
});

describe('crossScaled', () => {
  it('divides each half by the temperature of the other', () => {
    // even images: T = 4 / log 9; odd ones: T = 2 / log 4
    const [even, odd] = [images(4, 9), images(2, 8)];
    const labels = even.labels.flatMap((label, at) => [label, odd.labels[at] ?? 0]);
    const logits = labels.flatMap((_, at) => (at % 2 === 0 ? [4, 0] : [2, 0]));
    const scaled = crossScaled(logits, labels, 2);
    expect(scaled.temperatures[0]).toBeCloseTo(4 / Math.log(9), 8);
    expect(scaled.temperatures[1]).toBeCloseTo(2 / Math.log(4), 8);
    expect(scaled.logits[0]).toBeCloseTo(4 / (2 / Math.log(4)), 8);
    expect(scaled.logits[2]).toBeCloseTo(2 / (4 / Math.log(9)), 8);
  });
});
