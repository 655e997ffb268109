import { describe, expect, it } from 'vitest';
import { pairEffectRows } from '../../lib/tables/pair-effect-rows';

// Two images of two classes; a logit difference of log 3 is a probability of 0.75, of log 9 one of 0.9.
const logits = (first: number, second: number) =>
  Float32Array.of(Math.log(first), 0, 0, Math.log(second));
const labels = Uint8Array.of(0, 1);
const teacher = logits(9, 9);
const taught = { teacher, labels, temperature: 2 };
const pair = (seed: number) => ({ seed, control: logits(3, 1 / 3), arm: logits(9, 9) });

describe('pairEffectRows', () => {
  const rows = pairEffectRows([0, 1, 2, 3, 4, 5].map(pair), taught, 2);
  const row = (effect: string) => rows.find((one) => one.effect === effect);

  it('counts the images in the class of the teacher: one of two alone, both distilled', () => {
    expect(row('agreement')).toMatchObject({ n: 6, alone: 50, distilled: 100, difference: 50 });
    expect(row('agreement')).toMatchObject({ higher: 6, sd: 0, signFlipP: 2 / 64 });
  });
  it('measures the divergence at both temperatures, 0 for the teacher’s own answers', () => {
    // T = 1: 0.9 log(0.9/0.75) + 0.1 log(0.1/0.25) and 0.9 log(0.9/0.25) + 0.1 log(0.1/0.75), halved
    const t1 = (0.9 * Math.log(0.9 / 0.75) + 0.1 * Math.log(0.1 / 0.25)) / 2;
    const t1wrong = (0.9 * Math.log(0.9 / 0.25) + 0.1 * Math.log(0.1 / 0.75)) / 2;
    expect(row('kl')?.alone).toBeCloseTo(t1 + t1wrong, 5);
    expect(row('kl')?.distilled).toBeCloseTo(0, 6);
    // T = 2: odds 3 and √3, so 0.75 against √3 / (1 + √3)
    const q = Math.sqrt(3) / (1 + Math.sqrt(3));
    const kl = (p: number, other: number) =>
      p * Math.log(p / other) + (1 - p) * Math.log((1 - p) / (1 - other));
    expect(row('kl-at-temperature')?.alone).toBeCloseTo((kl(0.75, q) + kl(0.75, 1 - q)) / 2, 5);
    expect(row('kl-at-temperature')?.quantity).toContain('T = 2');
  });
  it('measures likelihood and calibration: all right at 0.9 is 10 points off, −log 0.9', () => {
    expect(row('likelihood')?.distilled).toBeCloseTo(-Math.log(0.9), 5);
    expect(row('calibration-error')?.distilled).toBeCloseTo(10, 4);
  });
  it('tests nothing with fewer than six pairs, and is empty without any', () => {
    expect(pairEffectRows([pair(0)], taught, 2)[0]).toMatchObject({ n: 1, sd: null });
    expect(pairEffectRows([pair(0)], taught, 2)[0]?.signFlipP).toBeNull();
    expect(pairEffectRows([], taught, 2)).toEqual([]);
  });
});
