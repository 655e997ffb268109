import { buildModel } from '../models/build';
import type { Architecture } from '../recipes/architectures';
import type { RunRecord } from '../store/run-record';
import { loadModel } from '../training/model-files';
import type { Model } from './tf';

/** The library's own network with the seed's initial weights; the cell disposes of it. */
export function initialModel(architecture: Architecture, seed: number): Model {
  return buildModel(architecture, seed) as unknown as Model;
}

/**
 * The network of a finished run with its trained weights; the cell disposes of it.
 * @throws as `loadModel` does, when the weights on disk are not those that the run wrote
 */
export async function trainedModel({ id }: RunRecord): Promise<Model> {
  return (await loadModel(id)) as unknown as Model;
}
