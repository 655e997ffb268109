import { type NativeBackend, nativeBackend, type tf } from './tensorflow';

type Attrs = Parameters<NativeBackend['executeSingleOutput']>[1];
type AttrValue = boolean | string | number | readonly number[] | { readonly float: number };

export const FLOAT32 = 1; // TensorFlow's DT_FLOAT
export const INT32 = 3; // TensorFlow's DT_INT32
export const BFLOAT16 = 14; // TensorFlow's DT_BFLOAT16

/** Marks an attribute as a data type. */
export const dataType = (type: number) => ({ dataType: type }) as const;
/** Marks an attribute as a real number. */
export const float = (value: number) => ({ float: value }) as const;

/**
 * A TensorFlow kernel with its attributes fixed, called without tfjs' tape.
 * `T` is float32 unless named. Integers, strings, booleans and integer lists are recognised by their
 * JavaScript type; wrap real numbers in `float` and data types in `dataType`.
 */
export function kernel(name: string, named: Readonly<Record<string, AttrValue | object>> = {}) {
  const backend = nativeBackend();
  const attrs = buildAttrs(backend, { T: dataType(FLOAT32), ...named });
  return {
    one: (...inputs: tf.Tensor[]): tf.Tensor => backend.executeSingleOutput(name, attrs, inputs),
    many: (outputs: number, ...inputs: tf.Tensor[]): tf.Tensor[] =>
      backend.executeMultipleOutputs(name, attrs, inputs, outputs),
  };
}

/** A kernel whose attributes do not include `T`. */
export function untypedKernel(name: string, named: Readonly<Record<string, AttrValue | object>>) {
  const backend = nativeBackend();
  const attrs = buildAttrs(backend, named);
  return {
    one: (...inputs: tf.Tensor[]): tf.Tensor => backend.executeSingleOutput(name, attrs, inputs),
    run: (...inputs: tf.Tensor[]): void => {
      for (const output of backend.executeMultipleOutputs(name, attrs, inputs, 0)) output.dispose();
    },
  };
}

function buildAttrs(backend: NativeBackend, named: Readonly<Record<string, unknown>>): Attrs {
  const types = backend.binding;
  return Object.entries(named).map(([name, value]) => {
    if (typeof value === 'boolean') return attr(name, types.TF_ATTR_BOOL, value);
    if (typeof value === 'string') return attr(name, types.TF_ATTR_STRING, value);
    if (typeof value === 'number' || Array.isArray(value)) {
      return attr(name, types.TF_ATTR_INT, value);
    }
    const wrapped = value as { dataType?: number; float?: number; shape?: readonly number[] };
    if (wrapped.dataType !== undefined) return attr(name, types.TF_ATTR_TYPE, wrapped.dataType);
    if (wrapped.shape !== undefined) return attr(name, types.TF_ATTR_SHAPE, wrapped.shape);
    return attr(name, types.TF_ATTR_FLOAT, wrapped.float);
  });
}

function attr(name: string, type: number | undefined, value: unknown) {
  if (type === undefined) throw new Error(`kernel: the binding has no type for attribute ${name}`);
  return { name, type, value };
}
