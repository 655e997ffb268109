import type { Network } from '../engine/network';
import { type ResourceVariable, resourceVariable } from '../engine/variable';
import { type Loss, needsOf } from '../losses/loss';
import { randomStream } from '../random/stream';
import type { LayerShapes, WeightSpec } from '../terms/term';

/** The weights that a loss's terms train along with the student. */
export interface OwnWeights {
  /** In the terms' order: each term's weights by name. */
  readonly byTerm: readonly Readonly<Record<string, ResourceVariable>>[];
  /** All of them, term by term. */
  readonly all: readonly ResourceVariable[];
  readonly dispose: () => void;
}

/** What a loss whose terms have no weights of their own trains along. */
export const noOwnWeights: OwnWeights = { byTerm: [], all: [], dispose: () => undefined };

/**
 * Makes a loss's own weights with a seed's initial values: weight k of the loss reads part k of the seed's
 * 'own-weights' stream.
 * @throws when a term asks for a layer that the student or the teacher lacks, or there is no teacher to ask
 */
export function buildOwnWeights(
  loss: Loss,
  networks: { readonly student: Network; readonly teacher?: Network },
  seed: number,
): OwnWeights {
  const shapes: LayerShapes = {
    student: (layer) => networks.student.featureShape(layer),
    teacher: (layer) => {
      if (networks.teacher !== undefined) return networks.teacher.featureShape(layer);
      throw new Error(
        `The loss needs the teacher's layer "${layer}", but the teacher is no network; give it a model.`,
      );
    },
  };
  requireLayers(loss, shapes);
  let place = 0;
  // Every term is asked before the first variable is made: one that throws leaves nothing behind.
  const wanted = loss.map(({ term }) => Object.entries(term.ownWeights?.(shapes) ?? {}));
  const byTerm = loss.map(({ term }, index) =>
    Object.fromEntries(
      (wanted[index] ?? []).map(([name, spec]) => [
        name,
        resourceVariable(`${term.name}/${name}`, spec.shape, initialValues(spec, seed, place++)),
      ]),
    ),
  );
  const all = byTerm.flatMap((own) => Object.values(own));
  const dispose = (): void => {
    for (const variable of all) variable.dispose();
  };
  return { byTerm, all, dispose };
}

/** Asks for the shape of every layer that a loss looks at: a layer that cannot be looked at says so. */
function requireLayers(loss: Loss, shapes: LayerShapes): void {
  const { studentLayers, teacherLayers } = needsOf(loss);
  for (const layer of studentLayers) shapes.student(layer);
  for (const layer of teacherLayers) shapes.teacher(layer);
}

/** Uniform in ±1/sqrt(fanIn). */
function initialValues({ shape, fanIn }: WeightSpec, seed: number, place: number): Float32Array {
  const stream = randomStream(seed, 'own-weights', place);
  const bound = 1 / Math.sqrt(fanIn);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, (_, at) => bound * (2 * stream.uniformAt(at) - 1));
}
