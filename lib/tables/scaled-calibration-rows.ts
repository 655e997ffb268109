import { negativeLogLikelihood } from '../statistics/calibration';
import { mean } from '../statistics/summary';
import { crossScaled } from '../statistics/temperature-scaling';
import { calibrationErrorPct } from './calibration-rows';
import type { Method } from './method';
import type { ModelRuns } from './model-runs';
import { rounded } from './row';
import { type Table, table } from './table';

/** How well one run's probabilities are calibrated, as trained and after one fitted temperature. */
export type RunCalibration = {
  readonly model: string;
  readonly method: Method;
  readonly seed: number;
  /** Expected calibration error at T = 1 in points, 15 bins of equal mass. */
  readonly ecePct: number;
  /** Mean of −log p of the label at T = 1, in nats. */
  readonly nll: number;
  /** Mean of the two temperatures that the halves of the test images ask for. */
  readonly temperature: number;
  /** The same after scaling, each image by the temperature of the half that it is not in. */
  readonly scaledEcePct: number;
  readonly scaledNll: number;
};

/** The calibration of every run. */
export function runCalibrations(
  models: readonly ModelRuns[],
  labels: Uint8Array,
  classes = 10,
): RunCalibration[] {
  const ece = (logits: ArrayLike<number>) => calibrationErrorPct(logits, labels, classes);
  const nll = (logits: ArrayLike<number>) => negativeLogLikelihood(logits, labels, classes);
  return models.flatMap(({ model, method, runs }) =>
    runs.map(({ seed, logits }) => {
      const scaled = crossScaled(logits, labels, classes);
      return {
        model,
        method,
        seed,
        ecePct: rounded(ece(logits)),
        nll: rounded(nll(logits)),
        temperature: rounded(mean(scaled.temperatures)),
        scaledEcePct: rounded(ece(scaled.logits)),
        scaledNll: rounded(nll(scaled.logits)),
      };
    }),
  );
}

/** A model's calibration, mean over its runs. */
export type ScaledCalibrationRow = Omit<RunCalibration, 'seed'> & { readonly n: number };

/** Means over the runs of each model. */
export function scaledCalibrationRows(runs: readonly RunCalibration[]): ScaledCalibrationRow[] {
  const models = [...new Set(runs.map(({ model }) => model))];
  return models.map((model) => {
    const own = runs.filter((run) => run.model === model);
    const of = (key: 'ecePct' | 'nll' | 'temperature' | 'scaledEcePct' | 'scaledNll') =>
      rounded(mean(own.map((run) => run[key])));
    return {
      model,
      method: own[0]?.method ?? 'control',
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
export function scaledCalibrationTable(
  rows: readonly ScaledCalibrationRow[],
): Table<ScaledCalibrationRow> {
  return table({
    name: 'scaled-calibration',
    key: ['model'],
    caption:
      'Means over n runs: expected calibration error (ECE) in 15 bins of equally many test images and negative ' +
      'log-likelihood (NLL), smaller is better. The temperature is fitted on one half of the test images and judged on ' +
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
    rows,
  });
}
