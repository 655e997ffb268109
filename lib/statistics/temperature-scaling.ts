import { argMax, requireLabels, rowCount } from './rows';

/** Logits divided by a temperature that was fitted to other images. */
export interface CrossScaled {
  /** [images * classes]; each image's logits over the temperature of the half that it is not in. */
  readonly logits: Float64Array;
  /** Of the images with even numbers, then of those with odd ones. */
  readonly temperatures: readonly [number, number];
}

/** 1/T lies between its inverse and itself. */
const MOST = 100;
const STEPS = 100;
const PRECISION = 1e-10;

/**
 * The one temperature T that makes softmax(z / T) most likely to give the labels: the least mean of −log p_label. The
 * mean is convex in β = 1/T with derivative mean(E_p[z] − z_label), whose zero Newton's method finds, halving the
 * interval where a step would leave it.
 * @param logits [images * classes]
 * @param labels [images]
 * @returns T, from 1/100 to 100; about the bound where the likelihood grows beyond it
 * Source: Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks, section 4.2.
 */
export function fittedTemperature(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const images = rowCount('fittedTemperature', logits, classes);
  requireLabels('fittedTemperature', labels, { images, classes });
  let [low, high] = [1 / MOST, MOST];
  let beta = 1;
  for (let step = 0; step < STEPS && high - low > PRECISION * beta; step++) {
    const { slope, curvature } = derivatives(logits, labels, { classes, beta });
    if (slope > 0) high = beta;
    else low = beta;
    const next = beta - slope / curvature;
    const chosen = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(chosen - beta) <= PRECISION * beta) return 1 / chosen;
    beta = chosen;
  }
  return 1 / beta;
}

/** First and second derivative of the mean of −log p_label by β, p = softmax(β z). */
function derivatives(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes, beta }: { readonly classes: number; readonly beta: number },
): { readonly slope: number; readonly curvature: number } {
  let [slope, curvature] = [0, 0];
  for (let image = 0; image < labels.length; image++) {
    const start = image * classes;
    const top = logits[start + argMax(logits, classes, image)] as number;
    let [weights, first, second] = [0, 0, 0];
    for (let at = start; at < start + classes; at++) {
      const z = (logits[at] as number) - top;
      const weight = Math.exp(beta * z);
      weights += weight;
      first += weight * z;
      second += weight * z * z;
    }
    const mean = first / weights;
    slope += mean - ((logits[start + (labels[image] as number)] as number) - top);
    curvature += second / weights - mean * mean;
  }
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}

/**
 * Scales logits by one temperature without judging it on the images that it was fitted to: images with even and odd
 * numbers are two halves, and each half is divided by the temperature of the other.
 * @param logits [images * classes], of two images at least
 * @param labels [images]
 */
export function crossScaled(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): CrossScaled {
  const images = rowCount('crossScaled', logits, classes);
  requireLabels('crossScaled', labels, { images, classes });
  const fitted = (half: 0 | 1): number => {
    const own = Array.from(labels, (_, image) => image).filter((image) => image % 2 === half);
    const row = (image: number) =>
      Array.from({ length: classes }, (_, at) => logits[image * classes + at] as number);
    return fittedTemperature(
      own.flatMap(row),
      own.map((image) => labels[image] as number),
      classes,
    );
  };
  const temperatures = [fitted(0), fitted(1)] as const;
  const scaled = Float64Array.from(logits, (z, at) =>
    Math.floor(at / classes) % 2 === 0 ? z / temperatures[1] : z / temperatures[0],
  );
  return { logits: scaled, temperatures };
}
