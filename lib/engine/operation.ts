import type { tf } from './tensorflow';

/**
 * One differentiable operation, already applied: its value and the way back.
 *
 * `pullback` takes the gradient of a scalar with respect to `output` and returns the gradients with
 * respect to the operation's inputs and weights (reverse-mode differentiation, without a tape).
 * Callers run both inside `tf.tidy`.
 */
export interface Applied {
  readonly output: tf.Tensor;
  readonly pullback: (outputGradient: tf.Tensor, wanted: Wanted) => Gradients;
}

export interface Wanted {
  /** Whether the gradient with respect to the input is needed; it is not for images. */
  readonly input: boolean;
}

export interface Gradients {
  /** With respect to the input; undefined when it was not wanted. */
  readonly input: tf.Tensor | undefined;
  /** With respect to the weights, in the operation's order; undefined where the gradient is exactly zero. */
  readonly weights: readonly (tf.Tensor | undefined)[];
}
