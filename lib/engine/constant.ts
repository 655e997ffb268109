import { tf } from './tensorflow';

const kept = new Map<string, tf.Tensor>();

/**
 * A small tensor that kernels take beside their data, such as a shape: made once for each value and kept,
 * because handing numbers to TensorFlow costs as much as a small kernel. Never dispose of it.
 * @param values its numbers, row by row
 * @param shape its dimensions; a list unless told
 */
export function constant(
  type: 'float32' | 'int32',
  values: readonly number[],
  shape: readonly number[] = [values.length],
): tf.Tensor {
  return once(`${type} ${values.join()} ${shape.join()}`, () =>
    tf.tensor([...values], [...shape], type),
  );
}

/** A single number; as `constant`. */
export function scalarConstant(type: 'float32' | 'int32', value: number): tf.Tensor {
  return once(`${type} ${value}`, () => tf.scalar(value, type));
}

/** So many zeros of float32; as `constant`. */
export function zerosConstant(size: number): tf.Tensor {
  return once(`zeros ${size}`, () => tf.zeros([size]));
}

function once(key: string, make: () => tf.Tensor): tf.Tensor {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = tf.keep(make());
  kept.set(key, made);
  return made;
}
