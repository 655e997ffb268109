import { describe, expect, it } from 'vitest';
import { type Draw, drawsFrom, dropout } from '../../lib/engine/dropout';
import { type Network, network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { randomStream } from '../../lib/random/stream';
import { expectNoLeak } from '../support/golden-tensor';

const wanted = { input: true };
const images = tf.randomNormal<tf.Rank.R4>([2, 32, 32, 3], 0, 1, 'float32', 1);

function drawing(...numbers: readonly number[]): Draw {
  let next = 0;
  return () => numbers[next++] as number;
}

function values(tensor: tf.Tensor | undefined): number[] {
  return Array.from(tensor?.dataSync() ?? []);
}

describe('dropout', () => {
  it('drops what draws less than the rate and scales the rest, in value and gradient alike', () => {
    const draw = drawing(0.1, 0.25, 0.2, 0.9); // rate 0.25: the first and the third are dropped
    const applied = dropout(0.25)(tf.tensor2d([3, 6, 9, -12], [2, 2]), draw);
    const back = applied.pullback(tf.tensor2d([1, 1, 1, 0.75], [2, 2]), wanted);
    expect(values(applied.output)).toEqual(
      [0, 6, 0, -12].map((value) => Math.fround(value / 0.75)),
    );
    expect(values(back.input)).toEqual([0, Math.fround(1 / 0.75), 0, 1]);
    expect(back.weights).toEqual([]);
  });

  it('computes no input gradient where none is wanted', () => {
    const applied = dropout(0.5)(tf.ones([1]), drawing(0.7));
    expect(applied.pullback(tf.ones([1]), { input: false }).input).toBeUndefined();
  });

  it.each([0.1, 0.5, 0.9])('keeps the expectation at rate %d', (rate) => {
    const count = 40_000;
    const draw = drawsFrom(randomStream(3, 'dropout', 1));
    const mean = values(dropout(rate)(tf.ones([count]), draw).output.mean())[0] as number;
    const standardError = Math.sqrt(rate / (1 - rate) / count);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * standardError);
  });

  it('leaves no tensor behind under tidy', () => {
    const x = tf.ones([2, 3]);
    expectNoLeak(() =>
      tf.tidy(() => {
        const applied = dropout(0.5)(x, drawsFrom(randomStream(0, 'dropout', 0)));
        applied.pullback(applied.output, wanted).input?.dispose();
      }),
    );
  });
});

describe('a student with dropout before its last layer', () => {
  const plain = network(buildModel('student', 0));
  const model = buildModel('student', 0, { dropout: 0.5 });
  const made = network(model);
  const outputs = (of: Network, training: boolean, layer: string, step = 0) =>
    values(of.forward(images, training, randomStream(0, 'dropout', step)).output(layer));

  it('starts from the same weights and drops nothing in inference, to the bit', () => {
    expect(made.weights()).toEqual(plain.weights());
    expect(outputs(made, false, 'logits')).toEqual(outputs(plain, false, 'logits'));
    expect(outputs(made, false, 'dropout')).toEqual(outputs(made, false, 'hidden-relu'));
  });

  it('is the same function in tfjs itself', () => {
    const difference = (model.predict(images) as tf.Tensor)
      .sub(made.forward(images, false).output('logits'))
      .abs()
      .max();
    expect(values(difference)[0]).toBeLessThan(1e-5);
  });

  it("drops in training by the numbers of the step's stream, in order", () => {
    const stream = randomStream(0, 'dropout', 7);
    const pass = made.forward(images, true, stream);
    const expected = values(pass.output('hidden-relu')).map((value, place) =>
      stream.uniformAt(place) < 0.5 ? 0 : value * 2,
    );
    expect(values(pass.output('dropout'))).toEqual(expected);
    expect(expected).not.toEqual(values(pass.output('hidden-relu')));
  });

  it('drops the same in the same step and other values in another', () => {
    expect(outputs(made, true, 'dropout', 4)).toEqual(outputs(made, true, 'dropout', 4));
    expect(outputs(made, true, 'dropout', 4)).not.toEqual(outputs(made, true, 'dropout', 5));
  });

  it('sends gradient through the kept values alone, twice as much', () => {
    const pass = made.forward(images, true, randomStream(0, 'dropout', 0));
    const gradients = pass.pullback({ dropout: tf.onesLike(pass.output('dropout')) });
    const place = made.trainable.findIndex(({ name }) => name.startsWith('hidden/bias'));
    const biasGradient = values(gradients[place]);
    // d(sum of outputs)/d(bias of a unit) = 2 for each of the two images whose unit is kept and positive.
    const kept = values(pass.output('dropout')).map((value) => (value > 0 ? 2 : 0));
    const expected = biasGradient.map((_, unit) => (kept[unit] ?? 0) + (kept[64 + unit] ?? 0));
    expect(biasGradient).toHaveLength(64);
    expect(biasGradient).toEqual(expected);
  });

  it('asks for the stream when training has none', () => {
    expect(() => made.forward(images, true)).toThrow(/random stream, found none/);
  });
});
