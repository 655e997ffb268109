import { imageSide, imageValues } from './batch-file';

/** The source places that one target row or column averages, with whole-number weights. */
interface Window {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * The largest square in the middle of a picture at 32x32 pixels. A larger square is shrunk by area averaging:
 * each pixel is the mean of the area it covers. A smaller one is enlarged by linear interpolation between
 * pixel centres. Weights are whole numbers, so sums are exact and mirrored pictures give mirrored squares.
 * @param pixels [height, width, 3], values 0 to 255
 * @returns [32, 32, 3], rounded to the nearest, halves upwards
 * @throws RangeError when the number of values is not height · width · 3
 */
export function centralSquare(pixels: Uint8Array, width: number, height: number): Uint8Array {
  if (pixels.length !== height * width * 3 || pixels.length === 0) {
    throw new RangeError(
      `A picture of ${width} x ${height} pixels needs ${height * width * 3} values above 0, ` +
        `got ${pixels.length}.`,
    );
  }
  const side = Math.min(width, height);
  const windows = side < imageSide ? linearWindows : areaWindows;
  const rows = sumAcross(pixels, height, windows(width, side)); // [height, 32, 3]
  const sums = sumDown(rows, windows(height, side)); // [32, 32, 3]
  const total = (side < imageSide ? 2 * imageSide : side) ** 2; // of the weights of a pixel
  return Uint8Array.from(sums, (sum) => Math.round(sum / total));
}

/**
 * Target place t covers [t·side, (t + 1)·side) after the margin, in units of 1/32 source pixel; a source
 * pixel's weight is the length of its overlap. They add up to `side`.
 */
function areaWindows(length: number, side: number): readonly Window[] {
  const margin = (imageSide / 2) * (length - side);
  return Array.from({ length: imageSide }, (_, target) => {
    const start = margin + target * side;
    const end = start + side;
    const first = Math.floor(start / imageSide);
    const count = Math.ceil(end / imageSide) - first;
    const weights = Array.from({ length: count }, (_, at) => {
      const left = (first + at) * imageSide;
      return Math.min(end, left + imageSide) - Math.max(start, left);
    });
    return { first, weights };
  });
}

/**
 * The centre of target place t lies at (2t + 1)·side after the margin, in units of 1/64 source pixel; the two
 * source pixels whose centres enclose it share a weight of 64. Beyond the outermost centres of the square
 * the outermost pixel counts alone.
 */
function linearWindows(length: number, side: number): readonly Window[] {
  const unit = 2 * imageSide;
  const margin = imageSide * (length - side);
  const lowest = Math.floor(margin / unit);
  const highest = Math.ceil((margin + side * unit) / unit) - 1;
  return Array.from({ length: imageSide }, (_, target) => {
    const place = margin + (2 * target + 1) * side - imageSide; // counted from the first centre
    const left = Math.floor(place / unit);
    if (left < lowest) return { first: lowest, weights: [unit] };
    if (left >= highest) return { first: highest, weights: [unit] };
    const share = place - left * unit;
    return { first: left, weights: [unit - share, share] };
  });
}

/** [height, width, 3] to weighted sums [height, 32, 3]. */
function sumAcross(pixels: Uint8Array, height: number, windows: readonly Window[]): Float64Array {
  const width = pixels.length / height / 3;
  const sums = new Float64Array(height * imageSide * 3);
  for (let row = 0, target = 0; row < height; row++) {
    for (const { first, weights } of windows) {
      let source = (row * width + first) * 3;
      for (const weight of weights) {
        for (let channel = 0; channel < 3; channel++) {
          (sums[target + channel] as number) += weight * (pixels[source++] as number);
        }
      }
      target += 3;
    }
  }
  return sums;
}

/** [height, 32, 3] to weighted sums [32, 32, 3]. */
function sumDown(rows: Float64Array, windows: readonly Window[]): Float64Array {
  const line = imageSide * 3;
  const sums = new Float64Array(imageValues);
  windows.forEach(({ first, weights }, row) => {
    weights.forEach((weight, at) => {
      const source = (first + at) * line;
      for (let place = 0; place < line; place++) {
        (sums[row * line + place] as number) += weight * (rows[source + place] as number);
      }
    });
  });
  return sums;
}
