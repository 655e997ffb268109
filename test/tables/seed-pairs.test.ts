import { expect, it } from 'vitest';
import { seedPairs } from '../../lib/tables/seed-pairs';

it('seedPairs joins what shares a seed, in the order of the first, and leaves out the rest', () => {
  const runs = (...seeds: number[]) => seeds.map((seed) => ({ seed }));
  expect(seedPairs(runs(2, 0, 5), runs(0, 1, 2))).toEqual([
    [{ seed: 2 }, { seed: 2 }],
    [{ seed: 0 }, { seed: 0 }],
  ]);
  expect(seedPairs(runs(), runs(0))).toEqual([]);
});
