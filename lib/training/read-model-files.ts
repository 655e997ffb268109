import { join } from 'node:path';
import { readCommitted } from '../store/read-file';
import { runFolder } from '../store/run-store';

/** What model.json and weights.bin of a run hold; the two fit each other in size. */
export interface ModelFiles {
  readonly model: { readonly modelTopology: object; readonly weightSpecs: WeightSpec[] };
  readonly weights: ArrayBuffer;
  /** What to throw when the files turn out to be unusable. */
  readonly refuse: (fault: string) => Error;
}

/** A weight in the order of weights.bin. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32';
}

/** The standard format of tfjs, as far as it is read. */
interface ModelJson {
  readonly modelTopology?: object;
  readonly weightsManifest?: readonly { readonly weights?: WeightSpec[] }[];
}

const BYTES_A_NUMBER = 4; // float32

/**
 * Reads a run's model.json and weights.bin.
 * @throws when one is a pointer of Git LFS, no model, or of another size than the other one asks for
 */
export function readModelFiles(id: string, runs: string): ModelFiles {
  const folder = runFolder(id, runs);
  const jsonFile = join(folder, 'model.json');
  const refuse = (fault: string): Error => refusal(jsonFile, fault, id);
  const model = parseModel(readCommitted(jsonFile).toString(), refuse);
  const weightsFile = join(folder, 'weights.bin');
  const bytes = readCommitted(weightsFile);
  const expected = numbersIn(model.weightSpecs) * BYTES_A_NUMBER;
  if (bytes.length !== expected) {
    const fault = `has ${bytes.length} bytes, expected ${expected} for the layers in model.json`;
    throw refusal(weightsFile, fault, id);
  }
  return { model, weights: Uint8Array.from(bytes).buffer, refuse };
}

/** Why a file of a run is refused, and how to get the right one. */
export function refusal(file: string, fault: string, id: string): Error {
  return new Error(
    `${file} ${fault}; restore it with git checkout -- ${file}, or make it again with ` +
      `npm run reproduce -- ${id} --keep <folder>.`,
  );
}

function parseModel(text: string, refuse: ModelFiles['refuse']): ModelFiles['model'] {
  const { modelTopology, weightsManifest } = parseJson(text, refuse);
  const specs = weightsManifest?.[0]?.weights;
  if (modelTopology === undefined || !Array.isArray(specs)) {
    throw refuse('is no model: expected modelTopology and weightsManifest, found other fields');
  }
  return { modelTopology, weightSpecs: specs };
}

function parseJson(text: string, refuse: ModelFiles['refuse']): ModelJson {
  try {
    return JSON.parse(text) as ModelJson;
  } catch (error) {
    throw refuse(
      `is no JSON: expected a model, found ${text.length} characters (${(error as Error).message})`,
    );
  }
}

function numbersIn(specs: readonly WeightSpec[]): number {
  return specs.reduce(
    (total, { shape }) => total + shape.reduce((product, size) => product * size, 1),
    0,
  );
}
