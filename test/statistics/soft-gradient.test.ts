import { describe, expect, it } from 'vitest';
import { klToTeacher } from '../../lib/statistics/agreement';
import { hardGradientNorm, softGradientNorm } from '../../lib/statistics/soft-gradient';
import { softmaxRows } from '../../lib/statistics/softmax';

describe('softGradientNorm', () => {
  it('is √2/4 at T = 1 for probabilities 3/4, 1/4 against 1/2, 1/2', () => {
    expect(softGradientNorm([Math.log(3), 0], [0, 0], 2, 1)).toBeCloseTo(Math.SQRT2 / 4, 14);
  });
  it('is the length of the finite-difference gradient of KL at T = 4', () => {
    const teacher = [2, -1, 0.5];
    const student = [0.3, 0.2, -0.7];
    const loss = (logits: readonly number[]) =>
      klToTeacher(softmaxRows(teacher, 3, 4), softmaxRows(logits, 3, 4), 3);
    const slopes = student.map((_, at) => {
      const moved = (by: number) => student.map((value, other) => value + (other === at ? by : 0));
      return (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5;
    });
    expect(softGradientNorm(teacher, student, 3, 4)).toBeCloseTo(Math.hypot(...slopes), 9);
  });
  it('times T² tends to the distance of the centred logits over the number of classes', () => {
    // Hinton et al. (2015), equation 4: gradient ≈ (z − v) / (N T²) for zero-mean logits.
    const teacher = [3, -1, -2];
    const student = [1, 1, -2];
    const limit = Math.hypot(2, 2, 0) / 3;
    expect(1e4 ** 2 * softGradientNorm(teacher, student, 3, 1e4)).toBeCloseTo(limit, 3);
  });
});

describe('hardGradientNorm', () => {
  it('is √2/2 for an undecided student of two classes', () => {
    expect(hardGradientNorm([0, 0], [1], 2)).toBeCloseTo(Math.SQRT2 / 2, 14);
  });
});
