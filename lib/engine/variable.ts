import { dataType, FLOAT32, kernel, untypedKernel } from './kernel';
import { tf } from './tensorflow';

let created = 0;

/** A float32 tensor that TensorFlow keeps and that optimiser kernels change in place. */
export interface ResourceVariable {
  readonly name: string;
  readonly shape: readonly number[];
  /** TensorFlow's handle, the first input of every Resource… kernel. */
  readonly handle: tf.Tensor;
  /** The current value; dispose it before the next update, or the update has to copy. */
  readonly read: () => tf.Tensor;
  readonly assign: (values: Float32Array) => void;
  /** As `assign`, of a tensor of the variable's shape; it stays the caller's to dispose of. */
  readonly assignTensor: (value: tf.Tensor) => void;
  /** Lets go of the value, and its memory, until the next one is assigned. */
  readonly release: () => void;
  readonly dispose: () => void;
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
    untypedKernel('VarHandleOp', {
      dtype: dataType(FLOAT32),
      shape: { shape },
      shared_name: `distillation-${process.pid}-${created++}`,
      container: '',
    }).one(),
  );
  const readKernel = untypedKernel('ReadVariableOp', { dtype: dataType(FLOAT32) });
  const assignKernel = untypedKernel('AssignVariableOp', { dtype: dataType(FLOAT32) });
  const deepCopy = kernel('DeepCopy');
  const destroyKernel = untypedKernel('DestroyResourceOp', { ignore_lookup_error: true });
  const assignTensor = (value: tf.Tensor): void => assignKernel.run(handle, value);
  const assign = (next: Float32Array): void => {
    const size = tf.util.sizeFromShape([...shape]);
    if (next.length !== size) {
      throw new RangeError(`${name}: expected ${size} values for [${shape}], found ${next.length}`);
    }
    // A copy, since TensorFlow might keep JavaScript's own memory and give it back on another thread.
    const value = tf.tensor(next, [...shape], 'float32');
    const copy = deepCopy.one(value);
    assignTensor(copy);
    tf.dispose([value, copy]);
  };
  assign(values);
  return {
    name,
    shape,
    handle,
    read: () => readKernel.one(handle),
    assign,
    assignTensor,
    release: () => destroyKernel.run(handle),
    dispose: () => {
      destroyKernel.run(handle);
      handle.dispose();
    },
  };
}
