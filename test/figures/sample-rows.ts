import { randomStream } from '../../lib/random/stream';
import type { HistoryRow } from '../../lib/tables/history-rows';
import { type Method, methodLabel } from '../../lib/tables/method';

/** Made-up epochs of the usual shape, the same on every call. */
export function sampleHistory(method: Method, seed = 0, epochs = 15): HistoryRow[] {
  const best = { teacher: 84, alone: 79, distilled: 78, control: 75 }[method];
  const stream = randomStream(seed, 'resample', best);
  return Array.from({ length: epochs }, (_, index) => {
    const risen = 1 - Math.exp(-(index + 1) / 4);
    const noise = (stream.uniformAt(index) - 0.5) * (index < 10 ? 4 : 0.4);
    const accuracy = 30 + (best - 30) * risen + noise + (index >= 10 ? 2 : 0);
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
