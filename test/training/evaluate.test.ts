import { beforeAll, describe, expect, it } from 'vitest';
import { loadCifar10 } from '../../lib/data/cifar10';
import { subset } from '../../lib/data/subset';
import { type Network, network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { evaluator, networkLogits } from '../../lib/training/evaluate';

describe('evaluator', () => {
  let test: Awaited<ReturnType<typeof loadCifar10>>['test'];
  let made: Network;
  beforeAll(async () => {
    ({ test } = await loadCifar10());
    made = network(buildModel('student', 0));
    // Not the statistics of a new network, 0 and 1, with which much comes out the same by chance.
    made.setWeights(
      made
        .weights()
        .map((values) => values.map((value, place) => value + 0.01 * (1 + (place % 7)))),
    );
  });
  const first = (count: number, from = 0) =>
    subset(
      test,
      Array.from({ length: count }, (_, index) => from + index),
    );

  it('gives whole batches, as graphs, the same bits as a few images kernel by kernel', async () => {
    const many = await networkLogits(made, first(1_007));
    for (const [from, count] of [
      [0, 100],
      [450, 100],
      [1_000, 7],
    ] as const) {
      const few = await networkLogits(made, first(count, from));
      expect(many.subarray(10 * from, 10 * (from + count))).toEqual(few);
    }
  });

  it('takes the weights that the network has when it is asked', async () => {
    const { logits, dispose } = evaluator(made);
    const set = first(500);
    const before = await logits(set);
    const weights = made.weights();
    made.setWeights(weights.map((values) => values.map((value) => value * 0.9)));
    const after = await logits(set);
    made.setWeights(weights);
    expect(after).not.toEqual(before);
    expect(await logits(set)).toEqual(before);
    dispose();
  });

  it('leaves no tensor behind, and says how far it is', async () => {
    const seen: number[] = [];
    const before = tf.memory().numTensors;
    await networkLogits(made, first(1_007), { onProgress: (done) => seen.push(done) });
    expect(tf.memory().numTensors).toBe(before);
    expect(seen).toEqual([500, 1_000, 1_007]);
  });
});
