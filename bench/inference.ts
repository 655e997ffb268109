import { join } from 'node:path';
import { fillBatch } from '../lib/data/batch';
import { imageValues, loadCifar10 } from '../lib/data/cifar10';
import { type Network, network } from '../lib/engine/network';
import { environmentRecord, tf } from '../lib/engine/tensorflow';
import { buildModel } from '../lib/models/build';
import { architectureNames } from '../lib/recipes/architectures';
import { quantile } from '../lib/statistics/quantile';
import { mean, sampleSd } from '../lib/statistics/summary';
import { writeAtomically } from '../lib/store/atomic-file';
import { type InferenceTiming, timingsFolder } from '../lib/store/inference-timing';
import { thisMachine } from './machine';

/** Batches of each size that do not count. */
const WARMUP = 10;
/** Two that the original report may have meant, and single images. */
const batchSizes = [128, 100, 1] as const;

/**
 * Times a forward pass in inference mode, images in memory to logits in memory, the architectures in turn
 * batch by batch.
 * Two models of one architecture cost the same, whatever their weights: there is one row for both students.
 */
export async function timeInference(
  batches: number,
  onProgress: (text: string) => void,
): Promise<InferenceTiming> {
  await tf.ready();
  const { test } = await loadCifar10();
  const networks = architectureNames.map((name) => network(buildModel(name, 0)));
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
    architectureNames.forEach((architecture, place) => {
      rows.push({ architecture, batchSize, ...summary(times[place] ?? []) });
    });
  }
  const { device, processor, cores } = thisMachine();
  const { tensorflow, threads } = environmentRecord();
  return { device, processor, cores, threads, tensorflow, batches, warmup: WARMUP, rows };
}

function forwardMs(made: Network, images: Float32Array): number {
  const start = performance.now();
  tf.tidy(() => {
    const input = tf.tensor4d(images, [images.length / imageValues, 32, 32, 3], 'float32');
    made.forward(input, false).output(made.outputLayer).dataSync();
  });
  return performance.now() - start;
}

/** Mean and spread of milliseconds, to the microsecond. */
function summary(times: readonly number[]) {
  const exact = {
    meanMs: mean(times),
    sdMs: times.length < 2 ? 0 : sampleSd(times),
    medianMs: quantile(times, 0.5),
    lowerQuartileMs: quantile(times, 0.25),
    upperQuartileMs: quantile(times, 0.75),
    minMs: Math.min(...times),
    maxMs: Math.max(...times),
  };
  const entries = Object.entries(exact).map(([name, value]) => [name, Number(value.toFixed(3))]);
  return Object.fromEntries(entries) as typeof exact;
}

/** Writes report/timings/<device>.json and returns its path. */
export function writeTiming(timing: InferenceTiming, folder: string = timingsFolder()): string {
  const file = join(folder, `${timing.device}.json`);
  writeAtomically(file, `${JSON.stringify(timing, undefined, 2)}\n`);
  return file;
}
