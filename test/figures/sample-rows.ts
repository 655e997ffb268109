import { imageDataUri } from '../../lib/data/picture';
import { randomStream } from '../../lib/random/stream';
import type { HistoryRow } from '../../lib/tables/history-rows';
import { type Method, methodLabel } from '../../lib/tables/method';
import type { ModelResult } from '../../lib/tables/model-result';

export const sampleClasses = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

const best: Readonly<Record<Method, number>> = {
  teacher: 84,
  alone: 79,
  distilled: 78,
  control: 75,
};

/** Made-up epochs of the usual shape, the same on every call. */
export function sampleHistory(method: Method, seed = 0, epochs = 15): HistoryRow[] {
  const stream = randomStream(seed, 'resample', best[method]);
  return Array.from({ length: epochs }, (_, index) => {
    const risen = 1 - Math.exp(-(index + 1) / 4);
    const noise = (stream.uniformAt(index) - 0.5) * (index < 10 ? 4 : 0.4);
    const accuracy = 30 + (best[method] - 30) * risen + noise + (index >= 10 ? 2 : 0);
    return {
      model: methodLabel[method],
      method,
      run: `${method}-00000000-s${seed}`,
      seed,
      epoch: index + 1,
      learningRate: index < 10 ? 1e-3 : 1e-4,
      trainingLoss: 2 - 1.4 * risen,
      trainingCrossEntropy: 2 - 1.5 * risen + noise / 100,
      trainingSoft: method === 'distilled' ? 3 - 2.2 * risen : null,
      validationCrossEntropy: 1.9 - 1.35 * risen - noise / 60,
      trainingAccuracyPct: accuracy + (method === 'teacher' ? 3 : -2) - noise,
      validationAccuracyPct: accuracy,
    };
  });
}

export const sampleImages = 2000;

/** Labels 0, 1, … 9, 0, 1, … */
export function sampleLabels(): Uint8Array {
  return Uint8Array.from({ length: sampleImages }, (_, image) => image % 10);
}

/** Made-up logits: noise, plus a push to the label that is weaker for cats and stronger for ships. */
export function sampleResult(method: Method, seed = 0): ModelResult {
  const stream = randomStream(seed, 'init', best[method]);
  const labels = sampleLabels();
  const logits = Float32Array.from({ length: sampleImages * 10 }, (_, at) => {
    const label = labels[Math.floor(at / 10)] as number;
    const noise = (stream.uniformAt(3 * at) + stream.uniformAt(3 * at + 1) - 1) * 4;
    const push = { 3: -0.9, 2: -0.5, 8: 0.6, 1: 0.7 }[label] ?? 0;
    const near = at % 10 === 5 && label === 3 ? 1.6 : 0;
    return noise + near + (at % 10 === label ? best[method] / 8 - 6 + push : 0);
  });
  const run = `${method}-00000000-s${seed}`;
  return { model: methodLabel[method], method, run, seed, logits };
}

/** A small made-up picture, as a data URI. */
export function samplePicture(number: number): string {
  const image = Uint8Array.from({ length: 3072 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const [x, y] = [pixel % 32, Math.floor(pixel / 32)];
    const inside = (x - 16) ** 2 + (y - 18) ** 2 < 20 + 12 * (number % 9);
    return inside ? (number * 37 + 90 * (at % 3)) % 256 : 120 + 3 * y + 10 * (at % 3);
  });
  return imageDataUri(image, { scale: 2 });
}
