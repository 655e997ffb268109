import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tf } from '../engine/tensorflow';
import { hasRun, runFolder, runsFolder, writeAtomically } from '../store/run-store';

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
 * Loads the model of a finished run.
 * @param id run id
 * @throws when the run or its weights are not in the store, naming the command that makes them
 */
export async function loadModel(id: string, runs: string = runsFolder()): Promise<tf.LayersModel> {
  const file = join(runFolder(id, runs), 'model.json');
  if (!existsSync(file) && hasRun(id, runs)) {
    throw new Error(
      `${file} is missing: only the record of this run is kept. Make its weights again with: ` +
        `npm run reproduce -- ${id} --keep <folder>`,
    );
  }
  if (!existsSync(file)) {
    const [, name, seed] = /^(.*)-[0-9a-f]{8}-s(\d+)$/.exec(id) ?? [];
    throw new Error(
      `${file} is missing. Train it with: npm run train -- ${name ?? id} --seed ${seed ?? 0}`,
    );
  }
  return tf.loadLayersModel(`file://${file}`);
}

/** SHA-256 of weights, float32 little-endian, one after the other. */
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
