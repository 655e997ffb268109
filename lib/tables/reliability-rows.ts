import { reliabilityBins } from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import { mean } from '../statistics/summary';
import { crossScaled } from '../statistics/temperature-scaling';
import type { ModelRuns } from './model-result';
import { type RowOf, rounded } from './row';

/** A model's probabilities as trained, or divided by one temperature fitted to other images. */
export const scalings = ['as trained', 'after one fitted temperature'] as const;
export type Scaling = (typeof scalings)[number];

/** One of 15 bins of equally many test images by rising confidence, mean over the model's runs. */
export type ReliabilityRow = RowOf<typeof reliabilityRows>;

/**
 * Accuracy by confidence, of each model as trained and after `crossScaled`.
 * @param labels [images]
 */
export function reliabilityRows(models: readonly ModelRuns[], labels: Uint8Array, classes = 10) {
  return models.flatMap(({ model, method, runs }) =>
    scalings.flatMap((scaling) => {
      const all = runs.map(({ logits }) => {
        const own = scaling === 'as trained' ? logits : crossScaled(logits, labels, classes).logits;
        return reliabilityBins(softmaxRows(own, classes), labels, classes);
      });
      return (all[0] ?? []).map((_, at) => {
        const own = all.flatMap((bins) => bins[at] ?? []);
        const confidence = mean(own.map((bin) => bin.confidence));
        const accuracy = mean(own.map((bin) => bin.accuracy));
        return {
          model,
          method,
          scaling,
          n: runs.length,
          bin: at + 1,
          /** Mean probability of the class put first. */
          confidencePct: rounded(100 * confidence),
          accuracyPct: rounded(100 * accuracy),
          /** Accuracy minus confidence: below 0 the model is overconfident. */
          gapPts: rounded(100 * (accuracy - confidence)),
        };
      });
    }),
  );
}
