import { type ReliabilityBin, reliabilityBins } from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import { mean } from '../statistics/summary';
import { crossScaled } from '../statistics/temperature-scaling';
import type { Method } from './method';
import type { ModelRuns } from './model-runs';
import { rounded } from './row';

/** A model's probabilities as trained, or divided by one temperature fitted to other images. */
export const scalings = ['as trained', 'after one fitted temperature'] as const;
export type Scaling = (typeof scalings)[number];

/** One of 15 bins of equally many test images by rising confidence, mean over the model's runs. */
export type ReliabilityRow = {
  readonly model: string;
  readonly method: Method;
  readonly scaling: Scaling;
  readonly bin: number;
  /** Runs. */
  readonly n: number;
  /** Mean probability of the class put first. */
  readonly confidencePct: number;
  readonly accuracyPct: number;
  /** Accuracy minus confidence: below 0 the model is overconfident. */
  readonly gapPts: number;
};

/**
 * Accuracy by confidence, of each model as trained and after `crossScaled`.
 * @param labels [images]
 */
export function reliabilityRows(
  models: readonly ModelRuns[],
  labels: Uint8Array,
  classes = 10,
): ReliabilityRow[] {
  const bins = (logits: ArrayLike<number>) =>
    reliabilityBins(softmaxRows(logits, classes), labels, classes);
  return models.flatMap(({ model, method, runs }) =>
    scalings.flatMap((scaling) => {
      const all = runs.map(({ logits }) =>
        bins(scaling === 'as trained' ? logits : crossScaled(logits, labels, classes).logits),
      );
      return meanBins(all).map((bin) => ({ model, method, scaling, n: runs.length, ...bin }));
    }),
  );
}

/** Bins of several runs as one, bin by bin. */
function meanBins(runs: readonly (readonly ReliabilityBin[])[]) {
  return (runs[0] ?? []).map((_, at) => {
    const own = runs.flatMap((bins) => bins[at] ?? []);
    const confidence = mean(own.map((bin) => bin.confidence));
    const accuracy = mean(own.map((bin) => bin.accuracy));
    return {
      bin: at + 1,
      confidencePct: rounded(100 * confidence),
      accuracyPct: rounded(100 * accuracy),
      gapPts: rounded(100 * (accuracy - confidence)),
    };
  });
}
