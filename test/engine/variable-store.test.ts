import { describe, expect, it } from 'vitest';
import { constant, scalarConstant } from '../../lib/engine/constant';
import { network } from '../../lib/engine/network';
import { adam, sgdNesterov, type VariableOptimizer } from '../../lib/engine/optimizer';
import { tf } from '../../lib/engine/tensorflow';
import { resourceVariable, type Variable } from '../../lib/engine/variable';
import { variableStore } from '../../lib/engine/variable-store';
import { buildModel } from '../../lib/models/build';
import { randomStream } from '../../lib/random/stream';
import { expectNoLeak } from '../support/golden-tensor';

/** Two that are joined at odd places, one too large for that, one more that is joined. */
const shapes = [[3, 3, 1, 2], [7], [129, 129], [10]] as const;

function initial() {
  return shapes.map((shape, place) => {
    const stream = randomStream(place, 'init');
    const size = tf.util.sizeFromShape([...shape]);
    const values = Float32Array.from({ length: size }, (_, at) => stream.uniformAt(at) - 0.5);
    return { name: `weight ${place}`, shape, values };
  });
}

const valuesOf = (variable: Variable) => Float32Array.from(variable.read().dataSync());

describe('variableStore', () => {
  it('gives every variable back in its own shape, alone and all together', () => {
    const store = variableStore(initial());
    tf.tidy(() => {
      store.readAll().forEach((value, place) => {
        expect(value.shape).toEqual(shapes[place]);
        expect(value.dataSync()).toEqual(initial()[place]?.values);
        expect(store.variables[place]?.read().shape).toEqual(shapes[place]);
        expect(valuesOf(store.variables[place] as Variable)).toEqual(initial()[place]?.values);
      });
    });
  });

  it('joins the small ones and leaves the large one alone', () => {
    const homes = variableStore(initial()).variables.map(({ home }) => home);
    expect(homes[1]).toBe(homes[0]);
    expect(homes[3]).toBe(homes[0]);
    expect(homes[2]).not.toBe(homes[0]);
    expect(homes[0]?.shape).toEqual([18 + 7 + 10]);
  });

  it('assigns one variable and leaves its neighbours as they were', () => {
    const { variables } = variableStore(initial());
    variables[1]?.assign(new Float32Array(7).fill(5));
    expect([...valuesOf(variables[1] as Variable)]).toEqual([5, 5, 5, 5, 5, 5, 5]);
    for (const place of [0, 2, 3]) {
      expect(valuesOf(variables[place] as Variable)).toEqual(initial()[place]?.values);
    }
  });

  it('takes over new values of all of them', () => {
    const store = variableStore(initial());
    tf.tidy(() => store.assignAll(shapes.map((shape, place) => tf.fill([...shape], place))));
    store.variables.forEach((variable, place) => {
      expect(new Set(valuesOf(variable))).toEqual(new Set([place]));
    });
  });

  it('refuses values that do not fit', () => {
    const [first] = variableStore(initial()).variables;
    expect(() => first?.assign(new Float32Array(3))).toThrow(
      /weight 0: expected 18 values for \[3,3,1,2\], found 3/,
    );
  });

  it('leaves no tensor behind when read', () => {
    const store = variableStore(initial());
    expectNoLeak(() => tf.tidy(() => void store.readAll()));
    expectNoLeak(() => store.variables[0]?.read().dispose());
  });
});

describe('an optimiser of joined variables', () => {
  const builders: Readonly<Record<string, (variables: readonly Variable[]) => VariableOptimizer>> =
    {
      adam: (variables) =>
        adam(variables, { weightDecay: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }),
      'adam without decay': (variables) =>
        adam(variables, { weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }),
      sgdNesterov: (variables) => sgdNesterov(variables, { weightDecay: 0.01, momentum: 0.9 }),
    };

  /** Weights and slots after three steps; the second variable gets no gradient in the second step. */
  function trained(variables: readonly Variable[], build: (typeof builders)[string]) {
    const optimizer = build(variables);
    for (let step = 0; step < 3; step++) {
      const gradients = shapes.map((shape, place) =>
        step === 1 && place === 1
          ? undefined
          : tf.randomNormal([...shape], 0, 1, 'float32', 1 + 10 * step + place),
      );
      optimizer.step(gradients, 0.01);
    }
    return [...variables, ...optimizer.slots].map(valuesOf);
  }

  it.each(Object.entries(builders))('%s ends with the bits of separate ones', (_, build) => {
    const separate = initial().map(({ name, shape, values }) =>
      resourceVariable(name, shape, values),
    );
    expect(trained(variableStore(initial()).variables, build)).toEqual(trained(separate, build));
  });

  it('refuses some of those that share a home: the others would be updated too', () => {
    const { variables } = variableStore(initial());
    expect(() => builders.adam?.(variables.slice(0, 1))).toThrow(
      /expected all 35 values of weight 0 and 2 more, found variables of 18/,
    );
  });
});

describe('the network', () => {
  it('keeps the student in three variables that are trained', () => {
    const { trainable } = network(buildModel('student', 0));
    const homes = [...new Set(trainable.map(({ home }) => home))];
    expect(trainable).toHaveLength(20);
    expect(homes.map(({ shape }) => shape.length).sort()).toEqual([1, 4, 4]); // the rest, conv3, conv4
  });
});

describe('constant', () => {
  it('is made once for each value, shape and type, and outlives a tidy', () => {
    const list = tf.tidy(() => constant('int32', [1, 2]));
    expect(constant('int32', [1, 2])).toBe(list);
    expect([...list.dataSync()]).toEqual([1, 2]);
    expect(constant('float32', [1, 2])).not.toBe(list);
    expect(constant('int32', [1, 2], [2, 1])).not.toBe(list);
    expect(constant('int32', [12])).not.toBe(list);
  });

  it('of one number has no dimensions as a scalar, one as a list', () => {
    expect(scalarConstant('float32', 9).shape).toEqual([]);
    expect(constant('float32', [9]).shape).toEqual([1]);
  });
});
