import { describe, expect, it } from 'vitest';
import { softmaxRows } from '../../lib/statistics/softmax';

describe('softmaxRows', () => {
  it('gives 1/4 and 3/4 for logits 0 and log 3', () => {
    // e^0 / (e^0 + e^log 3) = 1 / (1 + 3)
    const probs = softmaxRows([0, Math.log(3)], 2);
    expect(probs[0]).toBeCloseTo(0.25, 14);
    expect(probs[1]).toBeCloseTo(0.75, 14);
  });
  it('divides the logits by the temperature: log 9 at T = 2 is log 3 at T = 1', () => {
    expect(softmaxRows([0, Math.log(9)], 2, 2)[1]).toBeCloseTo(0.75, 14);
  });
  it('treats each row by itself and sums to 1', () => {
    const probs = softmaxRows([1, 2, 3, -1, 0, 700], 3);
    expect((probs[0] ?? 0) + (probs[1] ?? 0) + (probs[2] ?? 0)).toBeCloseTo(1, 14);
    expect(probs[5]).toBeCloseTo(1, 14);
  });
  it('does not overflow, and ignores a constant added to a row', () => {
    const plain = softmaxRows([1, 2, 4], 3);
    softmaxRows([10_001, 10_002, 10_004], 3).forEach((prob, at) => {
      expect(prob).toBeCloseTo(plain[at] ?? Number.NaN, 12);
    });
  });
  it('approaches even shares as T grows', () => {
    for (const prob of softmaxRows([0, 5, 9], 3, 1e6)) expect(prob).toBeCloseTo(1 / 3, 5);
  });
  it('refuses part rows and a temperature of 0', () => {
    expect(() => softmaxRows([1, 2, 3], 2)).toThrow('3 values do not make rows of 2');
    expect(() => softmaxRows([1, 2], 2, 0)).toThrow(
      'temperature must be positive and finite, got 0',
    );
  });
});
