import { negativeLogLikelihood, reliabilityBins } from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import { mean } from '../statistics/summary';
import { crossScaled } from '../statistics/temperature-scaling';
import { calibrationErrorPct } from './calibration-rows';
import type { Labels, ModelRuns } from './model-result';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

/** A model's probabilities as trained, or divided by one temperature fitted to other images. */
export const scalings = ['as trained', 'after one fitted temperature'] as const;
export type Scaling = (typeof scalings)[number];

/** One of 15 equal-count bins of test images by rising confidence, mean over the model's runs. */
export type ReliabilityRow = RowOf<typeof reliabilityRows>;

/** Accuracy by confidence, of each model as trained and after `crossScaled`. */
export function reliabilityRows(models: readonly ModelRuns[], labels: Labels, classes = 10) {
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

/** How well the probabilities of every run are calibrated, as trained and after one fitted temperature. */
export function runCalibrations(models: readonly ModelRuns[], labels: Labels, classes = 10) {
  const ece = (logits: ArrayLike<number>) => rounded(calibrationErrorPct(logits, labels, classes));
  const nll = (logits: ArrayLike<number>) =>
    rounded(negativeLogLikelihood(logits, labels, classes));
  return models.flatMap(({ model, method, runs }) =>
    runs.map(({ seed, logits }) => {
      const scaled = crossScaled(logits, labels, classes);
      return {
        model,
        method,
        seed,
        /** Expected calibration error at T = 1 in points, 15 bins of equal mass. */
        ecePct: ece(logits),
        /** Mean of −log p of the label at T = 1, in nats. */
        nll: nll(logits),
        /** Mean of the two temperatures that the halves of the test images ask for. */
        temperature: rounded(mean(scaled.temperatures)),
        /** The same after scaling, each image by the temperature of the half that it is not in. */
        scaledEcePct: ece(scaled.logits),
        scaledNll: nll(scaled.logits),
      };
    }),
  );
}

/** Means over the n runs of each model. */
export function scaledCalibrationRows(runs: readonly RowOf<typeof runCalibrations>[]) {
  const models = new Map(runs.map(({ model, method }) => [model, method]));
  return [...models].map(([model, method]) => {
    const own = runs.filter((run) => run.model === model);
    const of = (key: 'ecePct' | 'nll' | 'temperature' | 'scaledEcePct' | 'scaledNll') =>
      rounded(mean(own.map((run) => run[key])));
    return {
      model,
      method,
      n: own.length,
      ecePct: of('ecePct'),
      nll: of('nll'),
      temperature: of('temperature'),
      scaledEcePct: of('scaledEcePct'),
      scaledNll: of('scaledNll'),
    };
  });
}

/** Calibration before and after one fitted temperature. */
export const scaledCalibrationTable = tableOf<RowOf<typeof scaledCalibrationRows>>({
  name: 'scaled-calibration',
  key: ['model'],
  caption:
    'Means over n runs: expected calibration error (ECE) in 15 equal-count bins of test images and negative ' +
    'log-likelihood (NLL), smaller is better. The temperature is fitted on one half of the test images and evaluated on ' +
    'the other, both ways, because the runs keep no validation logits.',
  columns: {
    model: 'model',
    n: 'n',
    ecePct: ['ECE as trained (points)', 2],
    nll: ['NLL as trained (nats)', 3],
    temperature: ['fitted T', 2],
    scaledEcePct: ['ECE after scaling (points)', 2],
    scaledNll: ['NLL after scaling (nats)', 3],
  },
});
