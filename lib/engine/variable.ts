import { dataType, FLOAT32, kernel } from './kernel';
import { tf } from './tensorflow';

let created = 0;

/** A float32 tensor that TensorFlow keeps from step to step. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
  /** What holds it: itself, or a resource variable that several share. */
  readonly home: ResourceVariable;
  /** Place of its first value in its home. */
  readonly offset: number;
  /** The current value; dispose it before the next update, or the update has to copy. */
  readonly read: () => tf.Tensor;
  readonly assign: (values: Float32Array) => void;
}

/** A variable of its own, which optimiser kernels change in place. */
export interface ResourceVariable extends Variable {
  /** TensorFlow's handle, the first input of every Resource… kernel. */
  readonly handle: tf.Tensor;
  readonly dispose: () => void;
}

/** What a variable starts as. */
export interface InitialVariable {
  /** What it is called in messages. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Its first values, row by row. */
  readonly values: Float32Array;
}

/**
 * Creates a resource variable.
 * @param name what it is called in messages
 * @param shape its dimensions
 * @param values its first values, row by row
 * @throws when the number of values does not fit the shape
 */
export function resourceVariable(
  name: string,
  shape: readonly number[],
  values: Float32Array,
): ResourceVariable {
  const handle = tf.keep(
    kernel('VarHandleOp', {
      dtype: dataType(FLOAT32),
      shape: { shape },
      shared_name: `distillation-${process.pid}-${created++}`,
    }).one(),
  );
  const readKernel = kernel('ReadVariableOp', { dtype: dataType(FLOAT32) });
  const assignKernel = kernel('AssignVariableOp');
  const destroyKernel = kernel('DestroyResourceOp', { ignore_lookup_error: true });
  const assign = (next: Float32Array): void => {
    requireSize({ name, shape }, next);
    const value = tf.tensor(next.slice(), [...shape], 'float32');
    assignKernel.run(handle, value);
    value.dispose();
  };
  assign(values);
  const variable: ResourceVariable = {
    name,
    shape,
    get home() {
      return variable;
    },
    offset: 0,
    handle,
    read: () => readKernel.one(handle),
    assign,
    dispose: () => {
      destroyKernel.run(handle);
      handle.dispose();
    },
  };
  return variable;
}

/** How many values a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return tf.util.sizeFromShape([...shape]);
}

/** @throws when the number of values does not fit the variable's shape */
export function requireSize(
  { name, shape }: Pick<Variable, 'name' | 'shape'>,
  values: Float32Array,
): void {
  const size = sizeOf(shape);
  if (values.length === size) return;
  throw new RangeError(`${name}: expected ${size} values for [${shape}], found ${values.length}`);
}
