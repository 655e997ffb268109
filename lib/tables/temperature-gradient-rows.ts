import { hardGradientNorm, softGradientNorm } from '../statistics/soft-gradient';
import type { Arm } from '../studies/study';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

/** How strongly soft and hard term pull at the student's logits at one temperature. */
export type TemperatureGradientRow = RowOf<typeof temperatureGradientRows>;

/** Logits of teacher and student on the same images, [images * classes], with the labels, [images]. */
interface PairedLogits {
  readonly teacher: ArrayLike<number>;
  readonly student: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

/** The gradient's mean length over images, by temperature. */
export function temperatureGradientRows(
  { teacher, student, labels }: PairedLogits,
  temperatures: readonly number[],
  classes = 10,
) {
  const hard = rounded(hardGradientNorm(student, labels, classes));
  return temperatures.map((temperature) => {
    const plain = softGradientNorm(teacher, student, classes, temperature);
    return {
      temperature,
      /** Of ∂KL/∂z. */
      withoutSquare: rounded(plain),
      /** Of ∂(T²·KL)/∂z. */
      withSquare: rounded(temperature ** 2 * plain),
      /** Of ∂CE/∂z with the true labels, the same at every temperature. */
      labels: hard,
    };
  });
}

/** Gradients by temperature. */
export const temperatureGradientTable = tableOf<TemperatureGradientRow>({
  name: 'temperature-gradient',
  key: ['temperature'],
  caption:
    "Mean length of the gradient with respect to the student's logits, over the test images.",
  columns: {
    temperature: 'T',
    withoutSquare: ['soft term', 4],
    withSquare: ['soft term · T²', 4],
    labels: ['labels', 4],
  },
});

/**
 * How strongly the two terms of each arm's objective pull at the same logits, weights and mistakes included:
 * soft weight · (T² or 1) · (1 or 1/classes) · ‖∂KL/∂z‖ beside hard weight · ‖∂CE/∂z‖, means over images.
 * @param arms the sound one first
 */
export function scaleGradientRows(
  arms: readonly Pick<Arm, 'label' | 'recipe'>[],
  logits: PairedLogits,
  classes = 10,
) {
  const pulls = arms.map(({ label, recipe: { objective } }) => {
    if (objective.kind !== 'logits') {
      throw new Error(`scaleGradientRows: expected the objective logits, got ${objective.kind}`);
    }
    const { temperature, softWeight, hardWeight, overClasses, timesSquaredTemperature } = objective;
    const [row] = temperatureGradientRows(logits, [temperature], classes);
    const length = timesSquaredTemperature ? row?.withSquare : row?.withoutSquare;
    const soft = (softWeight * (length ?? 0)) / (overClasses === 'mean' ? classes : 1);
    return { arm: label, soft, hard: hardWeight * (row?.labels ?? 0) };
  });
  return pulls.map(({ arm, soft, hard }) => ({
    arm,
    soft: rounded(soft),
    hard: rounded(hard),
    softToHard: rounded(soft / hard),
    /** How many times weaker the soft term pulls than in the first arm. */
    timesWeaker: rounded((pulls[0]?.soft ?? soft) / soft),
  }));
}

/** Both terms' gradients by arm. */
export const scaleGradientTable = tableOf<RowOf<typeof scaleGradientRows>>({
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
});
