import { describe, expect, it } from 'vitest';
import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../../lib/statistics/calibration';

// Four images, two classes. Confidences 0.6, 0.9, 0.8, 0.7; right, wrong, right, right.
const probs = [0.6, 0.4, 0.1, 0.9, 0.8, 0.2, 0.3, 0.7];
const labels = [0, 0, 0, 1];

describe('reliabilityBins', () => {
  it('fills two bins with the two least and the two most confident images', () => {
    const bins = reliabilityBins(probs, labels, 2, 2);
    expect(bins.map(({ lower, upper, count }) => [lower, upper, count])).toEqual([
      [0.6, 0.7, 2],
      [0.8, 0.9, 2],
    ]);
    expect(bins.map((bin) => bin.accuracy)).toEqual([1, 0.5]);
    expect(bins[0]?.confidence).toBeCloseTo(0.65, 14);
    expect(bins[1]?.confidence).toBeCloseTo(0.85, 14);
  });
  it('spreads 10 images over 4 bins as 3, 2, 3, 2 (image of rank r goes to bin ⌊4r/10⌋)', () => {
    const bins = reliabilityBins(new Array(20).fill(0.5), new Array(10).fill(0), 2, 4);
    expect(bins.map((bin) => bin.count)).toEqual([3, 2, 3, 2]);
  });
  it('leaves out bins that nothing falls in', () => {
    const bins = reliabilityBins([0.6, 0.4], [0], 2, 15);
    expect(bins).toEqual([{ lower: 0.6, upper: 0.6, count: 1, confidence: 0.6, accuracy: 1 }]);
  });
});

describe('expectedCalibrationError', () => {
  it('is 0.35 here: (2/4)·|1 − 0.65| + (2/4)·|0.5 − 0.85|', () => {
    expect(expectedCalibrationError(reliabilityBins(probs, labels, 2, 2))).toBeCloseTo(0.35, 14);
  });
  it('is zero when confidence tells the truth', () => {
    const bins = [{ lower: 0.5, upper: 0.5, count: 8, confidence: 0.5, accuracy: 0.5 }];
    expect(expectedCalibrationError(bins)).toBe(0);
  });
});

describe('images of one confidence', () => {
  // 1,000 images at confidence 0.7 and 700 of them right: confidence tells the truth.
  const images = 1000;
  const tied = Array.from({ length: images }, () => [0.7, 0.3]).flat();
  const ece = (right: (image: number) => boolean) =>
    expectedCalibrationError(
      reliabilityBins(
        tied,
        Array.from({ length: images }, (_, image) => (right(image) ? 0 : 1)),
        2,
      ),
    );
  it('have no calibration error where 700 of 1,000 at 0.7 are right, in whatever order they come', () => {
    expect(ece((image) => image < 700)).toBeCloseTo(0, 12);
    expect(ece((image) => image >= 300)).toBeCloseTo(0, 12);
    expect(ece((image) => image % 10 < 7)).toBeCloseTo(0, 12);
    expect(ece((image) => (image * 389) % images < 700)).toBeCloseTo(0, 12);
  });
  it('give each bin that they reach the same share: of 1 right and 2 wrong, thirds', () => {
    // Confidences 0.6 (right), 0.8 (one of three right), in two bins of two: the first has 1 + ⅓ right of 2, the
    // second ⅔ of 2. |⅔ − 0.7| / 2 + |⅓ − 0.8| / 2 = 0.25.
    const probs = [0.8, 0.2, 0.6, 0.4, 0.8, 0.2, 0.8, 0.2];
    for (const labels of [
      [0, 0, 1, 1],
      [1, 0, 0, 1],
      [1, 0, 1, 0],
    ]) {
      const bins = reliabilityBins(probs, labels, 2, 2);
      expect(bins.map(({ count }) => count)).toEqual([2, 2]);
      expect(bins[0]?.accuracy).toBeCloseTo(2 / 3, 14);
      expect(bins[1]?.accuracy).toBeCloseTo(1 / 3, 14);
      expect(expectedCalibrationError(bins)).toBeCloseTo(0.25, 14);
    }
  });
});

describe('brier', () => {
  it('is 0.55 here: squares sum to 0.32, 1.62, 0.08 and 0.18 over the four images', () => {
    expect(brier(probs, labels, 2)).toBeCloseTo(2.2 / 4, 14);
  });
  it('is 0 for certainty in the truth and 2 for certainty in a falsehood', () => {
    expect(brier([1, 0], [0], 2)).toBe(0);
    expect(brier([1, 0], [1], 2)).toBe(2);
  });
});

describe('negativeLogLikelihood', () => {
  it('is log 4 for logits 0 and log 3 with label 0, where p = 1/4', () => {
    expect(negativeLogLikelihood([0, Math.log(3)], [0], 2)).toBeCloseTo(Math.log(4), 14);
  });
  it('keeps what a probability would lose: logits 0 and 1000 with label 0 cost 1000', () => {
    expect(negativeLogLikelihood([0, 1000], [0], 2)).toBe(1000);
  });
  it('refuses a label that names no class, in place of reading the next image’s logits', () => {
    expect(() => negativeLogLikelihood([0, 1, 2, 3], [0, 2], 2)).toThrow('got 2 at index 1 of 2');
    expect(() => brier([0, 1, 1, 0], [3, 0], 2)).toThrow('got 3 at index 0 of 2');
  });
});
