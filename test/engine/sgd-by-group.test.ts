import { describe, expect, it } from 'vitest';
import { mergeOf } from '../../lib/engine/lookahead';
import type { Network } from '../../lib/engine/network';
import { sgdByGroup } from '../../lib/engine/sgd-by-group';
import { tf } from '../../lib/engine/tensorflow';
import { resourceVariable } from '../../lib/engine/variable';
import type { Averaging, Optimizer } from '../../lib/recipes/recipe';
import { buildOptimizer } from '../../lib/training/build-optimizer';
import { noOwnWeights } from '../../lib/training/own-weights';
import golden from '../golden/airbench-optimiser.json';
import {
  expectNoLeak,
  expectTensor,
  fromGolden,
  type GoldenTensor,
} from '../support/golden-tensor';

const { learningRate, weightDecay, momentum, normBiasFactor, whitenBiasEpochs } = golden;
const { stepsPerEpoch, totalSteps } = golden;
const length = { stepsPerEpoch, totalSteps };
const settings: Optimizer = {
  kind: 'sgd-by-group',
  learningRate,
  weightDecay,
  momentum,
  normBiasFactor,
  whitenBiasEpochs,
};
const averaging: Averaging = { kind: 'lookahead', ...golden.lookahead };

function variables() {
  return golden.names.map((name, place) => {
    const { shape, values } = golden.start[place] as GoldenTensor;
    return resourceVariable(name, shape, Float32Array.from(values));
  });
}

/** As much of a network as an optimiser looks at. */
function networkOf(trainable: ReturnType<typeof variables>) {
  return { network: { trainable, variables: trainable } as unknown as Network, own: noOwnWeights };
}

function follow(after: readonly (readonly GoldenTensor[])[], averages: boolean): void {
  const weights = variables();
  const optimizer = buildOptimizer(networkOf(weights), settings, {
    length,
    ...(averages ? { averaging } : {}),
  });
  golden.factors.forEach((factor, step) => {
    const gradients = (golden.gradients[step] as GoldenTensor[]).map((row) => fromGolden(row));
    optimizer.step(gradients, learningRate * factor);
    weights.forEach((variable, place) => {
      expectTensor(variable.read(), after[step]?.[place] as GoldenTensor, 2e-6);
    });
  });
}

describe('sgdByGroup', () => {
  it('equals PyTorch step by step: rates and decay by group, a bias that stays after an epoch', () => {
    follow(golden.plain, false);
  });

  it('takes the share weightDecay · (1 + momentum) off a weight at first, whatever its rate', () => {
    const names = ['norm1/beta', 'conv/kernel'];
    const weights = names.map((name) => resourceVariable(name, [1], Float32Array.of(1)));
    const all = buildOptimizer(networkOf(weights), settings, { length });
    all.step([undefined, undefined], learningRate);
    for (const weight of weights) {
      expect(weight.read().dataSync()[0]).toBeCloseTo(1 - weightDecay * (1 + momentum), 6);
    }
  });

  it('refuses a variable that is in no group', () => {
    const weight = resourceVariable('w', [1], Float32Array.of(1));
    expect(() => sgdByGroup([weight], { momentum: 0, groups: [] })).toThrow(/no group holds w/);
  });

  it('needs the length of the run where epochs matter', () => {
    expect(() => buildOptimizer(networkOf(variables()), settings)).toThrow(
      /whitenBiasEpochs needs the length of the run/,
    );
  });
});

describe('lookahead', () => {
  it('equals its definition written in PyTorch, step by step', () => {
    follow(golden.averaged, true);
  });

  it('merges at multiples of `every` after the first epochs, and goes back to the slow values at their ends', () => {
    const rule = { every: 5, decay: 0.95, power: 3, startEpochs: 3 };
    const run = { stepsPerEpoch: 44, totalSteps: 440 };
    const at = (step: number) => mergeOf(step, rule, run);
    expect([44, 130, 132, 134].map((step) => at(step).merges)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(at(135)).toEqual({ merges: true, kept: 0 });
    expect(at(136).merges).toBe(false);
    expect(at(140).kept).toBeCloseTo(0.95 ** 5 * (140 / 440) ** 3, 12);
    expect(at(176)).toEqual({ merges: true, kept: 1 });
    expect(at(440).kept).toBeCloseTo(0.95 ** 5, 12);
  });

  it('remembers its slow values in slots, behind the optimiser’s own', () => {
    const plain = buildOptimizer(networkOf(variables()), settings, { length });
    const averaged = buildOptimizer(networkOf(variables()), settings, { length, averaging });
    expect(averaged.slots.length).toBe(plain.slots.length + golden.names.length);
  });

  it('leaves no tensor behind', () => {
    const optimizer = buildOptimizer(networkOf(variables()), settings, { length, averaging });
    const gradients = golden.names.map(() => tf.ones([4]));
    expectNoLeak(() => optimizer.step(gradients, 0.01));
  });
});
