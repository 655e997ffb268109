import { kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

/** Rectified linear unit: y = max(x, 0); the gradient at 0 is 0, as in PyTorch. */
export function relu() {
  const forward = kernel('Relu');
  const backward = kernel('ReluGrad');
  return (input: tf.Tensor): Applied => {
    const output = forward.one(input);
    return {
      output,
      pullback: (gradient) => ({ input: backward.one(gradient, output), weights: [] }),
    };
  };
}

/** ln φ(0) = -ln √(2π) */
const LOG_DENSITY_AT_0 = -Math.log(2 * Math.PI) / 2;

/**
 * Gaussian error linear unit in its exact form, PyTorch's default: y = x · Φ(x) with
 * Φ(x) = (1 + erf(x/√2)) / 2, not the approximation by tanh. dy/dx = Φ(x) + x · φ(x) with
 * φ(x) = exp(-x²/2) / √(2π).
 * Source: Hendrycks and Gimpel (2016), Gaussian Error Linear Units.
 */
export function gelu() {
  const [erf, exp, square] = [kernel('Erf'), kernel('Exp'), kernel('Square')];
  const [times, plus] = [kernel('Mul'), kernel('AddV2')];
  return (input: tf.Tensor): Applied => {
    const errorFunction = erf.one(times.one(input, tf.scalar(Math.SQRT1_2)));
    const cumulative = times.one(plus.one(errorFunction, tf.scalar(1)), tf.scalar(0.5));
    return {
      output: times.one(input, cumulative),
      pullback: (gradient, wanted) => {
        if (!wanted.input) return { input: undefined, weights: [] };
        const exponent = times.one(square.one(input), tf.scalar(-0.5));
        // Inside exp: as a factor, TensorFlow's graph optimiser would move it, and change the last bits.
        const density = exp.one(plus.one(exponent, tf.scalar(LOG_DENSITY_AT_0)));
        const slope = plus.one(cumulative, times.one(input, density));
        return { input: times.one(gradient, slope), weights: [] };
      },
    };
  };
}
