import { describe, expect, it } from 'vitest';
import { signFlipP } from '../../lib/statistics/sign-flip';

describe('signFlipP', () => {
  it('counts the sums that reach the observed one: six of eight for 1, 2 and −1', () => {
    // 1+2+1 = 4, 1+2−1 = 2, 1−2+1 = 0, 1−2−1 = −2, and their negatives −4, −2, 0, 2: six reach 2.
    expect(signFlipP([1, 2, -1])).toBe(6 / 8);
    // 1, 2, 4: |Σ ±| is 7, 5, 3 or 1, twice each; the observed 1+2−4 = −1 is reached by all, 7 by two.
    expect(signFlipP([1, 2, -4])).toBe(1);
    expect(signFlipP([1, -2, 4])).toBe(6 / 8);
    expect(signFlipP([-1, 2, 4])).toBe(4 / 8);
  });
  it('is 2 / 2^n when all differences have one sign: 2/64 for six, 2/256 for eight', () => {
    expect(signFlipP([0.3, 0.1, 0.5, 0.2, 0.4, 0.7])).toBe(2 / 64);
    expect(signFlipP([-0.3, -0.1, -0.5, -0.2, -0.4, -0.7, -0.1, -0.6])).toBe(2 / 256);
  });
  it('is 1 when all differences are zero', () => {
    expect(signFlipP([0, 0, 0])).toBe(1);
  });
  it('does not depend on order, unit or direction', () => {
    const differences = [0.31, -0.12, 0.55, 0.07, -0.2, 0.41, 0.09];
    const p = signFlipP(differences);
    expect(signFlipP([...differences].reverse())).toBe(p);
    expect(signFlipP(differences.map((difference) => difference / 100))).toBe(p);
    expect(signFlipP(differences.map((difference) => -difference))).toBe(p);
  });
  it('refuses no pairs and more than 20', () => {
    expect(() => signFlipP([])).toThrow('got 0');
    expect(() => signFlipP(new Array(21).fill(1))).toThrow('got 21');
  });
});
