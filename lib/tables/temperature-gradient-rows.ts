import { hardGradientNorm, softGradientNorm } from '../statistics/soft-gradient';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

/** How strongly soft and hard term pull at the student's logits at one temperature. */
export type TemperatureGradientRow = RowOf<typeof temperatureGradientRows>;

/** Logits of teacher and student on the same images, with the labels. */
export interface PairedLogits {
  /** [images * classes] */
  readonly teacher: ArrayLike<number>;
  /** [images * classes] */
  readonly student: ArrayLike<number>;
  /** [images] */
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
