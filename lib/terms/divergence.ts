import type * as tf from '@tensorflow/tfjs';

/**
 * Kullback-Leibler divergence Σ_c p_c · (log p_c - log q_c) of each row, from log-probabilities.
 *
 * As Σp = Σq = 1, it is also Σ_c p_c·d_c - p_c + q_c with d = log p - log q, a sum of positive numbers, which
 * does not cancel when p and q are close, as they are at high temperatures. Where |d| is small,
 * d - 1 + exp(-d) is taken as d + expm1(-d).
 * @param logP [batch, classes] of the teacher, rows of log-probabilities
 * @param logQ [batch, classes] of the student
 * @returns [batch]
 */
export function divergence(logP: tf.Tensor, logQ: tf.Tensor): tf.Tensor1D {
  const p = logP.exp();
  const d = logP.sub(logQ);
  const near = d.clipByValue(-1, 1);
  const close = p.mul(near.add(near.neg().expm1()));
  const far = p.mul(d).sub(p).add(logQ.exp());
  const isFar = d.abs().sub(1).step(); // 0 or 1, with a gradient of zero
  return close.add(isFar.mul(far.sub(close))).sum(1);
}
