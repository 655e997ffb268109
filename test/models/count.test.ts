import { describe, expect, it } from 'vitest';
import type { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { countMultiplyAdds, countParameters, sizeMegabytes } from '../../lib/models/count';
import { layerRows } from '../../lib/models/summary';
import { architectureNames, architectures } from '../../lib/recipes/architectures';

describe('every architecture', () => {
  it.each(architectureNames)('has the parameters that its line in the table says: %s', (name) => {
    expect(countParameters(buildModel(name, 0))).toBe(architectures[name].parameters);
  });
});

describe('the two models of the original report', () => {
  const student = buildModel('student', 0);
  const teacher = buildModel('teacher', 0);

  it('have the parameters that the report counts', () => {
    expect(countParameters(student)).toBe(106_826);
    // channels 24, 48, 96, 192 and 96 hidden units: 720 + 10,512 + 41,760 + 166,464 + 18,528 + 970
    expect(countParameters(buildModel('student', 0, { width: 1.5 }))).toBe(238_954);
    expect(countParameters(teacher)).toBe(4_664_970);
  });

  it('have the sizes that the report gives, to its two decimals', () => {
    expect(sizeMegabytes(student).toFixed(2)).toBe('0.41');
    expect(sizeMegabytes(teacher).toFixed(2)).toBe('17.81');
  });

  it('keep running statistics that tfjs counts too', () => {
    expect(student.countParams()).toBe(107_306);
    expect(teacher.countParams()).toBe(4_668_682);
  });

  it('multiply as often as counted by hand', () => {
    // Output pixels times kernel: 32²·3·3·3·16, 16²·3·3·16·32, 8²·3·3·32·64, 4²·3·3·64·128, then dense.
    const byHand = 1024 * 432 + 256 * 4608 + 64 * 18_432 + 16 * 73_728 + 128 * 64 + 64 * 10;
    expect(countMultiplyAdds(student)).toBe(byHand);
    // 7x7 on 16², then pairs of 3x3 on 8², 4² and 2², then dense.
    const stem = 256 * 49 * 3 * 64;
    const stages =
      64 * 9 * (64 * 128 + 128 * 128) +
      16 * 9 * (128 * 256 + 256 * 256) +
      4 * 9 * (256 * 512 + 512 * 512);
    expect(countMultiplyAdds(teacher)).toBe(stem + stages + 5120);
  });

  it('name their features', () => {
    const features = (model: tf.LayersModel) =>
      (model.getLayer('features').output as tf.SymbolicTensor).shape;
    expect(features(student)).toEqual([null, 128]);
    expect(features(teacher)).toEqual([null, 512]);
  });

  it('list every layer with its output', () => {
    const [first] = layerRows(student);
    expect(first).toEqual({
      layer: 'conv1',
      kind: 'Conv2D',
      output: '32x32x16',
      parameters: 448,
      buffers: 0,
      multiplyAdds: 442_368,
    });
  });
});

describe('initial weights', () => {
  it('are uniform within 1/sqrt(fan-in), for kernels and biases', () => {
    const model = buildModel('teacher', 3);
    const [kernel, bias] = model.getLayer('stem-conv').getWeights() as [tf.Tensor, tf.Tensor];
    const bound = 1 / Math.sqrt(7 * 7 * 3);
    for (const weight of [kernel, bias]) {
      const values = weight.dataSync();
      expect(Math.max(...values)).toBeLessThanOrEqual(bound);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(-bound);
    }
    const values = Array.from(kernel.dataSync());
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(variance / (bound ** 2 / 3) - 1)).toBeLessThan(0.05);
  });

  it('are the same for the same seed and others for another', () => {
    const firstOf = (seed: number) =>
      Array.from((buildModel('student', seed).getWeights()[0] as tf.Tensor).dataSync());
    expect(firstOf(5)).toEqual(firstOf(5));
    expect(firstOf(5)).not.toEqual(firstOf(6));
  });
});
