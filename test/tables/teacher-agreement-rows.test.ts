import { describe, expect, it } from 'vitest';
import { teacherAgreementRow } from '../../lib/tables/teacher-agreement-rows';

const names = { arm: 'taught', control: 'alone' };
const labels = Uint8Array.of(0, 0, 1, 1);
/** Right on the first three images; its one mistake is class 2. */
const teacher = Uint8Array.of(0, 0, 1, 2);
const pair = (seed: number) => ({
  seed,
  control: Uint8Array.of(0, 1, 1, 0),
  arm: Uint8Array.of(0, 0, 1, 2),
});

describe('teacherAgreementRow', () => {
  const row = teacherAgreementRow(names, [0, 1, 2].map(pair), { teacher, labels });

  it("counts the images in the teacher's class, right or wrong", () => {
    expect(row).toMatchObject({ n: 3, teacherPct: 75, controlAgreementPct: 50 });
    expect(row).toMatchObject({ armAgreementPct: 100, meanPts: 50, lowPts: 50, highPts: 50 });
  });

  it('counts the mistakes that a student shares with its teacher, not those of its own', () => {
    expect(row).toMatchObject({ controlSharedMistakes: 0, armSharedMistakes: 1 });
  });

  it('gives the gain in accuracy beside it: three of four right against two', () => {
    expect(row.gainPts).toBe(25);
  });

  it('takes the mean over pairs, and gives no interval of fewer than three', () => {
    const alike = { seed: 1, control: labels, arm: labels };
    const two = teacherAgreementRow(names, [pair(0), alike], { teacher, labels });
    expect(two).toMatchObject({ n: 2, meanPts: 25, gainPts: 12.5, armSharedMistakes: 0.5 });
    expect(two.lowPts).toBeNull();
  });

  it('refuses to describe no pair', () => {
    expect(() => teacherAgreementRow(names, [], { teacher, labels })).toThrow(/at least 1/);
  });
});
