import { constant, scalarConstant, zerosConstant } from './constant';
import { dataType, FLOAT32, kernel } from './kernel';
import { tf } from './tensorflow';
import {
  type InitialVariable,
  type ResourceVariable,
  requireSize,
  resourceVariable,
  sizeOf,
  type Variable,
} from './variable';

/** Several variables end to end in one: one kernel reads, updates or assigns all of them. */
export interface VariableBlock {
  readonly home: ResourceVariable;
  readonly parts: readonly Variable[];
  /** The parts' values in their own shapes; call inside `tf.tidy`. */
  readonly readAll: () => readonly tf.Tensor[];
}

/**
 * Joins variables.
 * @param initial two or more
 * @throws when a number of values does not fit its shape
 */
export function variableBlock(initial: readonly InitialVariable[]): VariableBlock {
  const sizes = initial.map(({ shape }) => sizeOf(shape));
  const offsets = sizes.map((_, place) =>
    sizes.slice(0, place).reduce((sum, size) => sum + size, 0),
  );
  const values = new Float32Array(sizes.reduce((sum, size) => sum + size, 0));
  initial.forEach((one, place) => {
    requireSize(one, one.values);
    values.set(one.values, offsets[place]);
  });
  const name = `${initial[0]?.name} and ${initial.length - 1} more`;
  const home = resourceVariable(name, [values.length], values);
  const parts = initial.map((one, place) => partOf(home, { ...one, offset: offsets[place] ?? 0 }));
  const split = kernel('SplitV', { num_split: sizes.length });
  return {
    home,
    parts,
    readAll: () => {
      const whole = home.read();
      const pieces = split.many(
        sizes.length,
        whole,
        constant('int32', sizes),
        scalarConstant('int32', 0),
      );
      whole.dispose(); // a value still held would make an update copy the variable
      return pieces.map((piece, place) => shaped(piece, initial[place]?.shape ?? []));
    },
  };
}

/** A stretch of a variable as a variable of its own; slower to read and assign than the whole. */
export function partOf(
  home: ResourceVariable,
  { name, shape, offset }: Pick<Variable, 'name' | 'shape' | 'offset'>,
): Variable {
  const size = sizeOf(shape);
  const slice = kernel('Slice');
  return {
    name,
    shape,
    home,
    offset,
    read: () => {
      const [whole, begin, length] = [
        home.read(),
        constant('int32', [offset]),
        constant('int32', [size]),
      ] as const;
      const flat = slice.one(whole, begin, length);
      const value = shaped(flat, shape);
      tf.dispose([whole, ...(value === flat ? [] : [flat])]);
      return value;
    },
    assign: (values) => {
      requireSize({ name, shape }, values);
      const whole = home.read();
      const all = Float32Array.from(whole.dataSync());
      whole.dispose();
      all.set(values, offset);
      home.assign(all);
    },
  };
}

/**
 * Tensors end to end as one list, [values]; call inside `tf.tidy`.
 * @param tensors one a shape; undefined stands for zeros
 */
export function endToEnd(
  tensors: readonly (tf.Tensor | undefined)[],
  shapes: readonly (readonly number[])[],
): tf.Tensor {
  const flat = tensors.map((tensor, place) => {
    const size = sizeOf(shapes[place] ?? []);
    return tensor === undefined ? zerosConstant(size) : shaped(tensor, [size]);
  });
  const [only] = flat;
  if (flat.length === 1 && only !== undefined) return only;
  const named = { N: flat.length, T: dataType(FLOAT32) };
  return kernel('ConcatV2', named).one(...flat, scalarConstant('int32', 0));
}

/** The same values in another shape; the tensor itself where it has that shape. */
function shaped(tensor: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (tensor.shape.length === shape.length) return tensor;
  return kernel('Reshape').one(tensor, constant('int32', shape));
}
