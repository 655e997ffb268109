import { requireValues } from './finite';

/**
 * Holm's step-down adjustment for several tests at once: with p₁ ≤ p₂ ≤ … ≤ pₘ in rising order,
 * p̃ᵢ = min(1, max over j ≤ i of (m − j + 1) · pⱼ). Calling p̃ < 0.05 a finding keeps the chance of any
 * false finding in the whole family below 0.05, whatever depends on what.
 * @param ps one a test; the family as it was named beforehand, tests not yet made as 1
 * @returns adjusted p, in the order given
 * @throws on an empty family, or what is no probability
 * Source: Holm (1979).
 */
export function holm(ps: readonly number[]): number[] {
  requireValues('holm', ps);
  const outside = ps.find((p) => !(p >= 0 && p <= 1));
  if (outside !== undefined) throw new RangeError(`holm: expected p from 0 to 1, got ${outside}`);
  const order = ps.map((_, test) => test).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const adjusted = new Array<number>(ps.length).fill(1);
  let most = 0;
  order.forEach((test, rank) => {
    most = Math.max(most, (ps.length - rank) * (ps[test] as number));
    adjusted[test] = Math.min(1, most);
  });
  return adjusted;
}
