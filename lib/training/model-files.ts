import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { network } from '../engine/network';
import { tf } from '../engine/tensorflow';
import { modelConfig } from '../models/build';
import { countParameters } from '../models/count';
import { writeAtomically } from '../store/atomic-file';
import type { RunRecord } from '../store/run-record';
import { hasRun, readRunById, runFolder, runsFolder } from '../store/run-store';
import { trainCommand } from '../studies/named-recipes';
import { type ModelFiles, readModelFiles, refusal } from './read-model-files';

/** Writes model.json and weights.bin in tfjs' standard format, which loads anywhere tfjs runs. */
export async function saveModel(
  model: tf.LayersModel,
  id: string,
  runs: string = runsFolder(),
): Promise<void> {
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const { weightData, weightSpecs, modelTopology, format, generatedBy, convertedBy } =
        artifacts;
      const manifest = {
        modelTopology,
        format,
        generatedBy,
        convertedBy: convertedBy ?? null,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      };
      const folder = runFolder(id, runs);
      const buffers = Array.isArray(weightData) ? weightData : [weightData as ArrayBuffer];
      writeAtomically(join(folder, 'weights.bin'), Buffer.concat(buffers.map(toBytes)));
      writeAtomically(join(folder, 'model.json'), `${JSON.stringify(manifest)}\n`);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
}

/**
 * Loads the model of a finished run, if it is the one that the run's record names.
 * @param id run id
 * @throws when the run or its weights are not in the store, naming the command that makes them; when a file is cut,
 * altered, another run's or a pointer of Git LFS, naming the file, what was expected, and the way out
 */
export async function loadModel(id: string, runs: string = runsFolder()): Promise<tf.LayersModel> {
  requireModelFiles(id, runs);
  const record = readRunById(id, runs);
  const model = await modelFrom(readModelFiles(id, runs));
  try {
    requireRecorded(model, record, runs);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * Looks whether a model can be loaded, without loading it.
 * @throws when the run or its weights are not in the store, naming the command that makes them
 */
export function requireModelFiles(id: string, runs: string = runsFolder()): void {
  const folder = runFolder(id, runs);
  const names = ['run.json', 'model.json', 'weights.bin'];
  const missing = names.map((name) => join(folder, name)).find((file) => !existsSync(file));
  if (missing === undefined) return;
  if (hasRun(id, runs)) {
    throw new Error(
      `${missing} is missing: only the record of this run is here. Restore its weights with git checkout -- ` +
        `${folder}, where they are committed, or make them again with: npm run reproduce -- ${id} --keep <folder>`,
    );
  }
  const elsewhere = runs === runsFolder() ? '' : ` --runs ${runs}`;
  throw new Error(`${missing} is missing. Train it with: ${trainCommand(id)}${elsewhere}`);
}

async function modelFrom({ model, weights, refuse }: ModelFiles): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(tf.io.fromMemory({ ...model, weightData: weights }));
  } catch (error) {
    throw refuse(
      `describes no model that can be built (${(error as Error).message.split('\n')[0]})`,
    );
  }
}

function requireRecorded(model: tf.LayersModel, record: RunRecord, runs: string): void {
  const folder = runFolder(record.id, runs);
  const other = otherModel(model, record);
  if (other !== undefined) throw refusal(join(folder, 'model.json'), other, record.id);
  const made = network(model);
  const found = weightsChecksum(made.weights());
  made.dispose();
  if (found === record.weightsChecksum) return;
  const fault = `holds other weights: expected SHA-256 ${record.weightsChecksum} as in run.json, found ${found}`;
  throw refusal(join(folder, 'weights.bin'), fault, record.id);
}

/** How a model differs from the one that the record's recipe builds, before any weight is looked at. */
function otherModel(model: tf.LayersModel, { recipe, parameters }: RunRecord): string | undefined {
  const count = countParameters(model);
  if (count !== parameters) {
    return `describes another model: expected ${parameters} parameters as in run.json, found ${count}`;
  }
  // A setting that was left out comes back from a file as null.
  const [found, expected] = [model.getConfig(), modelConfig(recipe.model, recipe)].map((config) =>
    JSON.stringify(config, (_, value: unknown) => value ?? undefined),
  );
  if (found === expected) return undefined;
  return `describes other layers: expected those of the ${recipe.model} of recipe ${recipe.name}, found others`;
}

/**
 * SHA-256 of weights, float32 little-endian, one after the other with nothing between them, as lower-case hex.
 * @param weights in the order of `Network.weights`: layer by layer, as `RunRecord.weightsChecksum` has them
 */
export function weightsChecksum(weights: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const values of weights) {
    hash.update(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}

function toBytes(buffer: ArrayBuffer): Uint8Array {
  return new Uint8Array(buffer);
}
