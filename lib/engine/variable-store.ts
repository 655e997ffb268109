import { kernel } from './kernel';
import type { tf } from './tensorflow';
import { type InitialVariable, resourceVariable, sizeOf, type Variable } from './variable';
import { endToEnd, variableBlock } from './variable-block';

/**
 * Variables of at most so many values are joined: calling a kernel on them costs more than its work. Larger
 * ones stand by themselves, because joining copies.
 */
const JOINED = 2 ** 14;

/** Variables that are read together in every pass. */
export interface VariableStore {
  /** In the order given. */
  readonly variables: readonly Variable[];
  /** All values, in the order given; call inside `tf.tidy`. */
  readonly readAll: () => readonly tf.Tensor[];
  /** Takes over new values, one a variable; call inside `tf.tidy`. */
  readonly assignAll: (values: readonly tf.Tensor[]) => void;
  readonly dispose: () => void;
}

/** Keeps variables, small ones joined. */
export function variableStore(initial: readonly InitialVariable[]): VariableStore {
  const small = initial.filter(({ shape }) => sizeOf(shape) <= JOINED);
  const block = small.length > 1 ? variableBlock(small) : undefined;
  const variables = initial.map((one) => {
    const part = block?.parts[small.indexOf(one)];
    return part ?? resourceVariable(one.name, one.shape, one.values);
  });
  const homes = [...new Set(variables.map(({ home }) => home))];
  const assign = kernel('AssignVariableOp');
  return {
    variables,
    readAll: () => {
      const pieces = [...(block?.readAll() ?? [])];
      return variables.map((variable) =>
        variable.home === block?.home ? (pieces.shift() as tf.Tensor) : variable.read(),
      );
    },
    assignAll: (values) => {
      for (const home of homes) {
        const places = [...variables.keys()].filter((place) => variables[place]?.home === home);
        const shapes = places.map((place) => variables[place]?.shape ?? []);
        const own = places.map((place) => values[place] as tf.Tensor);
        const whole = home === block?.home ? endToEnd(own, shapes) : (own[0] as tf.Tensor);
        assign.run(home.handle, whole);
      }
    },
    dispose: () => {
      for (const home of homes) home.dispose();
    },
  };
}
