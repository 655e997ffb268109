interface Seeded {
  readonly seed: number;
}

/** The runs of two arms that share a seed, in the order of the first; a seed that only one has is left out. */
export function seedPairs<A extends Seeded, B extends Seeded>(
  arm: readonly A[],
  control: readonly B[],
): (readonly [A, B])[] {
  return arm.flatMap((own) => {
    const partner = control.find(({ seed }) => seed === own.seed);
    return partner === undefined ? [] : [[own, partner] as const];
  });
}
