import { describe, expect, it } from 'vitest';
import { adam, sgdNesterov, type VariableOptimizer } from '../../lib/engine/optimizer';
import { tf } from '../../lib/engine/tensorflow';
import { type ResourceVariable, resourceVariable } from '../../lib/engine/variable';
import adams from '../golden/adam.json';
import sgds from '../golden/sgd.json';
import {
  expectNoLeak,
  expectTensor,
  fromGolden,
  type GoldenTensor,
} from '../support/golden-tensor';

interface Case {
  readonly learningRates: readonly number[];
  readonly start: GoldenTensor;
  readonly gradients: readonly GoldenTensor[];
  readonly after: readonly GoldenTensor[];
}

function follow(golden: Case, build: (variables: ResourceVariable[]) => VariableOptimizer): void {
  const { shape, values } = golden.start;
  const variable = resourceVariable('w', shape, Float32Array.from(values));
  const optimizer = build([variable]);
  golden.gradients.forEach((gradient, step) => {
    optimizer.step([fromGolden(gradient)], golden.learningRates[step] as number);
    expectTensor(variable.read(), golden.after[step] as GoldenTensor, 1e-6);
  });
  expect(optimizer.steps()).toBe(golden.gradients.length);
}

describe('adam', () => {
  it.each(adams.cases)('equals PyTorch step by step: $name', (golden) => {
    follow(golden, (variables) => adam(variables, golden));
  });
});

describe('sgdNesterov', () => {
  it.each(sgds.cases)('equals PyTorch step by step: $name', (golden) => {
    follow(golden, (variables) => sgdNesterov(variables, golden));
  });
});

describe('an optimiser', () => {
  const settings = { weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  it('takes a missing gradient for zeros: only weight decay moves the variable', () => {
    const [a, b] = [1, 2].map(() => resourceVariable('w', [2], Float32Array.of(1, -2)));
    adam([a as ResourceVariable], settings).step([undefined], 0.01);
    adam([b as ResourceVariable], settings).step([tf.zeros([2])], 0.01);
    expect(Array.from(a?.read().dataSync() ?? [])).toEqual(Array.from(b?.read().dataSync() ?? []));
    expect(a?.read().dataSync()[0]).toBeCloseTo(0.99, 6);
  });

  it('refuses another number of gradients than variables', () => {
    const variable = resourceVariable('w', [2], new Float32Array(2));
    expect(() => adam([variable], settings).step([], 0.1)).toThrow(/expected 1 gradients, found 0/);
  });

  it('leaves no tensor behind', () => {
    const variable = resourceVariable('w', [2], new Float32Array(2));
    const optimizer = sgdNesterov([variable], { weightDecay: 1e-4, momentum: 0.9 });
    const gradient = tf.ones([2]);
    expectNoLeak(() => optimizer.step([gradient], 0.1));
  });
});

describe('resourceVariable', () => {
  it('refuses values that do not fit its shape', () => {
    expect(() => resourceVariable('w', [2, 2], new Float32Array(3))).toThrow(
      /w: expected 4 values for \[2,2\], found 3/,
    );
  });

  it('keeps a value that was read before an update as it was', () => {
    const variable = resourceVariable('w', [1], Float32Array.of(1));
    const before = variable.read();
    variable.assign(Float32Array.of(2));
    expect(before.dataSync()[0]).toBe(1);
    expect(variable.read().dataSync()[0]).toBe(2);
  });
});
