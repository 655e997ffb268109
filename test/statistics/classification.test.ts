import { describe, expect, it } from 'vitest';
import {
  accuracy,
  confusionMatrix,
  perClassAccuracy,
  predictions,
} from '../../lib/statistics/classification';

// Four images, three classes; the second row is a tie, which the lower class wins.
const logits = Float32Array.of(3, 1, 2, 0, 0, -1, -5, -2, -3, 0, 0, 1);
const labels = Uint8Array.of(0, 1, 1, 2);

describe('classification', () => {
  it('puts the largest logit first, and the lower class where two are equal', () => {
    expect([...predictions(logits, 3)]).toEqual([0, 0, 1, 2]);
  });
  it('accuracy is 3/4 when three of four are right', () => {
    expect(accuracy(logits, labels, 3)).toBe(0.75);
  });
  it('confusionMatrix counts by true class, then predicted class', () => {
    expect(confusionMatrix(predictions(logits, 3), labels, 3)).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });
  it('perClassAccuracy is the diagonal over the row, and refuses a class without images', () => {
    expect(perClassAccuracy([0, 0, 1, 2], labels, 3)).toEqual([1, 0.5, 1]);
    expect(() => perClassAccuracy([0], [0], 2)).toThrow('found none of class 1');
  });
  it('refuses lists of different lengths and classes out of range', () => {
    expect(() => accuracy(logits, [0, 1], 3)).toThrow('got 4 and 2');
    expect(() => confusionMatrix([3], [0], 3)).toThrow('prediction 3; expected both below 3');
  });
});
