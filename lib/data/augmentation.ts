import { type RandomStream, randomStream } from '../random/stream';
import type { Augmentation } from '../recipes/recipe';

/**
 * A view is one of the finitely many pictures that an augmentation can make of an image, by number:
 * with padding p and offsets dy, dx from 0 to 2p,
 *
 *   view = (dy·(2p + 1) + dx)·(flip ? 2 : 1) + mirrored
 *
 * so a teacher's answers to all views of an image can be kept. Crop 4 with flip has 162 views, crop 2 has 50.
 */
export interface View {
  /** The crop's left edge in the padded image, 0 to 2p; p is the image itself. */
  readonly dx: number;
  /** The crop's upper edge in the padded image, 0 to 2p; p is the image itself. */
  readonly dy: number;
  /** Whether the crop is mirrored left to right. */
  readonly flip: boolean;
}

/** How many views an image has: (2·crop + 1)² offsets, twice that with flip. */
export function viewCount(augmentation: Augmentation): number {
  return (2 * augmentation.crop + 1) ** 2 * (augmentation.flip ? 2 : 1);
}

/**
 * Draws a view for each of `count` examples, all views equally likely.
 * @param stream position i decides the view of example i
 * @returns [count] view numbers
 */
export function drawViews(
  stream: RandomStream,
  augmentation: Augmentation,
  count: number,
): Uint16Array {
  const views = viewCount(augmentation);
  const drawn = new Uint16Array(count);
  for (let index = 0; index < count; index++) {
    drawn[index] = Math.floor(stream.uniformAt(index) * views);
  }
  return drawn;
}

/**
 * The views of an epoch. With alternating flip the crop is drawn anew each epoch, whether an image is mirrored
 * once a run (in part 0 of the seed's 'augmentation' stream, which no epoch reads), and then changes every epoch.
 * @param epoch 1 for the first
 * @returns [count] view numbers
 */
export function epochViews(
  augmentation: Augmentation,
  count: number,
  { seed, epoch }: { readonly seed: number; readonly epoch: number },
): Uint16Array {
  const stream = randomStream(seed, 'augmentation', epoch);
  if (augmentation.flip !== 'alternating') return drawViews(stream, augmentation, count);
  const crops = drawViews(stream, { ...augmentation, flip: false }, count);
  const mirrored = randomStream(seed, 'augmentation', 0);
  return crops.map((crop, index) => {
    const first = mirrored.uniformAt(index) < 0.5;
    return 2 * crop + (first === (epoch % 2 === 1) ? 1 : 0);
  });
}

/**
 * What a view number stands for.
 * @throws when the augmentation has no such view
 */
export function describeView(augmentation: Augmentation, view: number): View {
  const views = viewCount(augmentation);
  if (!Number.isInteger(view) || view < 0 || view >= views) {
    throw new RangeError(`View ${view}: expected 0 to ${views - 1} for this augmentation.`);
  }
  const mirrors = augmentation.flip ? 2 : 1;
  const offset = Math.floor(view / mirrors);
  const side = 2 * augmentation.crop + 1;
  return { dy: Math.floor(offset / side), dx: offset % side, flip: view % mirrors === 1 };
}

/**
 * The number of the view that shows the image itself: the centre crop, not mirrored.
 */
export function plainView(augmentation: Augmentation): number {
  return Math.floor((2 * augmentation.crop + 1) ** 2 / 2) * (augmentation.flip ? 2 : 1);
}
