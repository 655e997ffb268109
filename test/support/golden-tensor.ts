import { expect } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';

/** A tensor as the golden files hold it. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export function fromGolden<T extends tf.Tensor = tf.Tensor>({ shape, values }: GoldenTensor): T {
  return tf.tensor([...values], [...shape], 'float32') as T;
}

/** Holds when shape and every value agree within `tolerance` of max(1, |value|). */
export function expectTensor(
  actual: tf.Tensor | undefined,
  golden: GoldenTensor,
  tolerance = 1e-5,
): void {
  expect(actual?.shape).toEqual(golden.shape);
  const values = actual?.dataSync() ?? [];
  golden.values.map(Math.fround).forEach((value, index) => {
    const difference = Math.abs((values[index] as number) - value);
    expect(difference, `value ${index}: ${values[index]} against ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    );
  });
}

/** Runs `work` and holds when it left no tensor behind. */
export function expectNoLeak(work: () => void): void {
  work(); // what is made once stays
  const before = tf.memory().numTensors;
  work();
  work();
  expect(tf.memory().numTensors).toBe(before);
}
