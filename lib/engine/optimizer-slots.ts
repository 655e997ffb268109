import type { tf } from './tensorflow';
import { type ResourceVariable, resourceVariable, sizeOf, type Variable } from './variable';
import { endToEnd, partOf } from './variable-block';

/** Variables that share a resource variable, and so an update. */
export interface Group {
  readonly home: ResourceVariable;
  /** The gradient of all of them in their home's shape; undefined where it is zero. Call inside `tf.tidy`. */
  readonly gradient: (gradients: readonly (tf.Tensor | undefined)[]) => tf.Tensor | undefined;
}

/**
 * Groups variables by what holds them.
 * @throws when those that share a home do not fill it: the rest of it would be updated unasked
 */
export function groupsOf(variables: readonly Variable[]): readonly Group[] {
  return [...new Set(variables.map(({ home }) => home))].map((home) => {
    const members = [...variables.entries()]
      .filter(([, variable]) => variable.home === home)
      .sort(([, a], [, b]) => a.offset - b.offset);
    const shapes = members.map(([, { shape }]) => shape);
    const [found, expected] = [
      shapes.reduce((sum, one) => sum + sizeOf(one), 0),
      sizeOf(home.shape),
    ];
    if (found !== expected) {
      throw new RangeError(
        `optimizer: expected all ${expected} values of ${home.name}, found variables of ${found}`,
      );
    }
    const [first] = members;
    if (first?.[1] === home) return { home, gradient: (gradients) => gradients[first[0]] };
    return {
      home,
      gradient: (gradients) =>
        endToEnd(
          members.map(([place]) => gradients[place]),
          shapes,
        ),
    };
  });
}

/** What an optimiser remembers of each variable, joined as the variables are. */
export interface Slots {
  /** The slot of a variable that holds itself or others. */
  readonly of: (home: ResourceVariable) => ResourceVariable;
  /** One a variable, in the variables' order. */
  readonly parts: readonly Variable[];
  readonly dispose: () => void;
}

/** Slots of zeros. */
export function zeroSlots(variables: readonly Variable[], name: string): Slots {
  const homes = new Map<ResourceVariable, ResourceVariable>();
  for (const { home } of variables) {
    if (homes.has(home)) continue;
    const zeros = new Float32Array(sizeOf(home.shape));
    homes.set(home, resourceVariable(`${home.name}/${name}`, home.shape, zeros));
  }
  const of = (home: ResourceVariable): ResourceVariable => {
    const slot = homes.get(home);
    if (slot === undefined) throw new RangeError(`optimizer: no variable ${home.name}`);
    return slot;
  };
  return {
    of,
    parts: variables.map((variable) =>
      variable.home === variable
        ? of(variable.home)
        : partOf(of(variable.home), { ...variable, name: `${variable.name}/${name}` }),
    ),
    dispose: () => {
      for (const slot of homes.values()) slot.dispose();
    },
  };
}
