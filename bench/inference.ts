import { join } from 'node:path';
import { fillBatch } from '../lib/data/batch';
import { imageValues, loadCifar10 } from '../lib/data/cifar10';
import { type Network, network } from '../lib/engine/network';
import { environmentRecord, tf } from '../lib/engine/tensorflow';
import { buildModel } from '../lib/models/build';
import { type InferenceTiming, timingsFolder } from '../lib/study/inference-timing';
import { writeAtomically } from '../lib/study/run-store';
import { thisMachine } from './machine';
import { spread } from './summary';

const WARMUP = 10;
const architectures = ['teacher', 'student'] as const;
const batchSizes = [1, 128] as const;

/**
 * Times a forward pass, images in memory to logits in memory, the architectures in turn batch by batch.
 * Two models of one architecture cost the same, whatever their weights: there is one row for both students.
 */
export async function timeInference(
  batches: number,
  onProgress: (text: string) => void,
): Promise<InferenceTiming> {
  await tf.ready();
  const { test } = await loadCifar10();
  const networks = architectures.map((name) => network(buildModel(name, 0)));
  const rows: InferenceTiming['rows'] = [];
  for (const batchSize of batchSizes) {
    onProgress(`inference: ${batches} batches of ${batchSize}`);
    const images = new Float32Array(batchSize * imageValues);
    fillBatch(
      images,
      test,
      Int32Array.from({ length: batchSize }, (_, image) => image),
    );
    const times = networks.map(() => [] as number[]);
    for (let round = 0; round < WARMUP + batches; round++) {
      networks.forEach((made, place) => {
        const milliseconds = forwardMs(made, images);
        if (round >= WARMUP) times[place]?.push(milliseconds);
      });
    }
    architectures.forEach((architecture, place) => {
      const { median, min, max } = spread((times[place] ?? []).map(twoDecimals));
      rows.push({ architecture, batchSize, medianMs: median, minMs: min, maxMs: max });
    });
  }
  const { device, processor, cores } = thisMachine();
  const { tensorflow, threads } = environmentRecord();
  return { device, processor, cores, threads, tensorflow, batches, rows };
}

function forwardMs(made: Network, images: Float32Array): number {
  const start = performance.now();
  tf.tidy(() => {
    const input = tf.tensor4d(images, [images.length / imageValues, 32, 32, 3], 'float32');
    made.forward(input, false).output(made.outputLayer).dataSync();
  });
  return performance.now() - start;
}

function twoDecimals(value: number): number {
  return Math.max(0.01, Math.round(value * 100) / 100);
}

/** Writes report/timings/<device>.json and returns its path. */
export function writeTiming(timing: InferenceTiming, folder: string = timingsFolder()): string {
  const file = join(folder, `${timing.device}.json`);
  writeAtomically(file, `${JSON.stringify(timing, undefined, 2)}\n`);
  return file;
}
