import { describe, expect, it } from 'vitest';
import { type AttrValue, savedModelBytes } from '../../lib/engine/graph/graph-def';
import { graphSession } from '../../lib/engine/graph/session';
import { type Named, trace } from '../../lib/engine/graph/trace';
import { dataType, untypedKernel } from '../../lib/engine/kernel';
import { tf } from '../../lib/engine/tensorflow';
import { resourceVariable } from '../../lib/engine/variable';

const FLOAT32 = 1;
const numbers = (tensor: tf.Tensor | undefined) => [...(tensor?.dataSync() ?? [])];

describe('trace', () => {
  const inputs = { x: tf.tensor1d([3, 4]) };

  it('records kernels, with numbers of its own as constants', () => {
    const { nodes, outputs } = trace('f', [], inputs, ({ x }) => ({
      y: (x as tf.Tensor).mul(tf.scalar(3)).add(x as tf.Tensor),
    }));
    expect(nodes.map(({ operation }) => operation)).toEqual([
      'Placeholder',
      'Const',
      'Mul',
      'Add',
      'Identity',
    ]);
    expect(nodes[3]?.inputs).toEqual([`${nodes[2]?.name}:0`, `${nodes[0]?.name}:0`]);
    expect(outputs.y).toBe(`${nodes[4]?.name}:0`);
  });

  it('refuses a look at values, and leaves the backend as it was', () => {
    const look = ({ x }: Named) => ({ y: tf.scalar((x as tf.Tensor).square().dataSync()[0] ?? 0) });
    expect(() => trace('f', [], inputs, look)).toThrow(/reads the values/);
    expect(numbers(inputs.x.square())).toEqual([9, 16]);
  });

  it('changes no variable', () => {
    const variable = resourceVariable('v', [2], Float32Array.of(1, 2));
    trace('f', [variable], inputs, ({ x }) => {
      variable.assignTensor(x as tf.Tensor);
      return { now: variable.read() };
    });
    expect(numbers(variable.read())).toEqual([1, 2]);
    variable.dispose();
  });

  it('refuses a variable that it was not told of', () => {
    const variable = resourceVariable('v', [2], Float32Array.of(1, 2));
    expect(() => trace('f', [], inputs, () => ({ v: variable.read() }))).toThrow(/uses a variable/);
    variable.dispose();
  });

  it('keeps changes of a variable and looks at it in their order', () => {
    const variable = resourceVariable('v', [2], Float32Array.of(1, 2));
    const add = untypedKernel('AssignAddVariableOp', { dtype: dataType(FLOAT32) });
    const { nodes } = trace('f', [variable], inputs, ({ x }) => {
      const before = variable.read();
      add.run(variable.handle, x as tf.Tensor);
      return { before, after: variable.read() };
    });
    const [first, change, second] = nodes.filter(({ operation }) => operation.includes('Variable'));
    expect(change?.inputs).toContain(`^${first?.name}`);
    expect(second?.inputs).toContain(`^${change?.name}`);
    variable.dispose();
  });
});

describe('savedModelBytes', () => {
  it('refuses nothing that a graph of ours holds', () => {
    const attrs: Record<string, AttrValue> = {
      a: { string: 'VALID' },
      b: { ints: [1, 2] },
      c: { floats: [0.5] },
      d: { tensor: { type: FLOAT32, shape: [1], bytes: new Uint8Array(4) } },
    };
    const bytes = savedModelBytes([{ name: 'n', operation: 'Op', inputs: ['m:0', '^k'], attrs }]);
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/n.*Op.*m:0.*\^k.*VALID/s);
  });
});

describe('graphSession', () => {
  const add = untypedKernel('AssignAddVariableOp', { dtype: dataType(FLOAT32) });

  function counting() {
    const variable = resourceVariable('count', [2], Float32Array.of(10, 20));
    const session = graphSession([variable], {
      grow: {
        inputs: { by: tf.tensor1d([0, 0]) },
        compute: ({ by }) => {
          add.run(variable.handle, by as tf.Tensor);
          return { now: variable.read() };
        },
      },
      twice: {
        inputs: {},
        compute: () => ({ double: variable.read().mul(tf.scalar(2)) }),
      },
    });
    return { variable, session };
  }

  it('holds variables of its own between load and store', () => {
    const { variable, session } = counting();
    session.load();
    expect(numbers(session.run('grow', { by: tf.tensor1d([1, 2]) }).now)).toEqual([11, 22]);
    expect(numbers(session.run('grow', { by: tf.tensor1d([1, 2]) }).now)).toEqual([12, 24]);
    expect(numbers(session.run('twice', {}).double)).toEqual([24, 48]);
    expect(numbers(variable.read())).toEqual([10, 20]);
    session.store();
    expect(numbers(variable.read())).toEqual([12, 24]);
    session.run('grow', { by: tf.tensor1d([1, 1]) });
    expect(numbers(variable.read())).toEqual([12, 24]);
    session.dispose();
  });

  it('leaves the variables as they were when it is made', () => {
    expect(numbers(counting().variable.read())).toEqual([10, 20]);
  });
});
