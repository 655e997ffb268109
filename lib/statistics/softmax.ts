import { argMax, rowCount } from './rows';

/**
 * Probabilities of each row at a temperature: p_c = exp(z_c / T) / Σ_k exp(z_k / T).
 * @param logits [images * classes]
 * @param temperature T > 0; 1 gives the model's own probabilities, larger is softer
 * @returns [images * classes]
 * @throws when the logits do not make whole rows of finite values or T is not positive and finite
 */
export function softmaxRows(
  logits: ArrayLike<number>,
  classes: number,
  temperature = 1,
): Float64Array {
  const images = rowCount('softmaxRows', logits, classes);
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `softmaxRows: temperature must be positive and finite, got ${temperature}`,
    );
  }
  const probs = new Float64Array(logits.length);
  for (let image = 0; image < images; image++) {
    const start = image * classes;
    const maximum = logits[start + argMax(logits, classes, image)] as number; // exp cannot overflow
    let sum = 0;
    for (let at = start; at < start + classes; at++) {
      const weight = Math.exp(((logits[at] as number) - maximum) / temperature);
      probs[at] = weight;
      sum += weight;
    }
    for (let at = start; at < start + classes; at++) probs[at] = (probs[at] as number) / sum;
  }
  return probs;
}
