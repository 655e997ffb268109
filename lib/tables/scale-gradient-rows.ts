import type { Objective } from '../recipes/objective';
import { rounded } from './row';
import { type Table, table } from './table';
import { type PairedLogits, temperatureGradientRows } from './temperature-gradient-rows';

/** How strongly an objective's two terms pull at the student's logits, weights and mistakes included. */
export type ScaleGradientRow = {
  readonly arm: string;
  /** Mean length over images of the gradient of the soft term as the objective weighs it. */
  readonly soft: number;
  /** The same of the hard term. */
  readonly hard: number;
  readonly softToHard: number;
  /** How many times weaker the soft term pulls than in the first objective. */
  readonly timesWeaker: number;
};

/** An objective that learns from logits, under the name of its arm. */
export interface NamedObjective {
  readonly arm: string;
  readonly objective: Objective;
}

/**
 * The pulls of several objectives on the same logits: soft weight · (T² or 1) · (1 or 1/classes) ·
 * ‖∂KL/∂z‖ beside hard weight · ‖∂CE/∂z‖.
 * @param objectives the sound one first
 */
export function scaleGradientRows(
  objectives: readonly NamedObjective[],
  logits: PairedLogits,
  classes = 10,
): ScaleGradientRow[] {
  const pulls = objectives.map(({ arm, objective }) => {
    if (objective.kind !== 'logits') {
      throw new Error(`scaleGradientRows: expected the objective logits, got ${objective.kind}`);
    }
    const { temperature, softWeight, hardWeight, overClasses, timesSquaredTemperature } = objective;
    const [row] = temperatureGradientRows(logits, [temperature], classes);
    const length = timesSquaredTemperature ? row?.withSquare : row?.withoutSquare;
    const soft = (softWeight * (length ?? 0)) / (overClasses === 'mean' ? classes : 1);
    return { arm, soft, hard: hardWeight * (row?.labels ?? 0) };
  });
  return pulls.map(({ arm, soft, hard }) => ({
    arm,
    soft: rounded(soft),
    hard: rounded(hard),
    softToHard: rounded(soft / hard),
    timesWeaker: rounded((pulls[0]?.soft ?? soft) / soft),
  }));
}

/** Both terms' gradients by arm. */
export function scaleGradientTable(rows: readonly ScaleGradientRow[]): Table<ScaleGradientRow> {
  return table({
    name: 'scale-gradient',
    key: ['arm'],
    caption:
      "Mean length over the test images of the gradient with respect to the student's logits, weights and mistakes included.",
    columns: {
      arm: 'arm',
      soft: ['soft term', 4],
      hard: ['hard term', 4],
      softToHard: ['soft to hard', 3],
      timesWeaker: ['soft term weaker by', 0],
    },
    rows,
  });
}
