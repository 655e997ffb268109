import type { Augmentation } from '../recipes/recipe';
import { describeView, viewCount } from './augmentation';
import { imageSide, imageValues } from './batch-file';
import type { ImageSet, Normalisation } from './image-set';
import { cifar10Normalisation } from './image-statistics';
import { imageAt } from './subset';

/** Stands for a row or column that lies in the black padding. */
const OUTSIDE = -1;

const noAugmentation: Augmentation = { crop: 0, padding: 'zero', flip: false };

const tables = new WeakMap<Normalisation, Float32Array>();

/** What each byte of each channel becomes: entry 256·channel + byte is (byte/255 − mean)/sd. */
function normalisationTable(normalisation: Normalisation): Float32Array {
  const known = tables.get(normalisation);
  if (known) return known;
  const { mean, sd } = normalisation;
  const table = Float32Array.from({ length: 3 * 256 }, (_, entry) => {
    const channel = (entry >> 8) as 0 | 1 | 2;
    return ((entry & 255) / 255 - mean[channel]) / sd[channel];
  });
  tables.set(normalisation, table);
  return table;
}

const unchanged = Uint8Array.from({ length: 3 * 256 }, (_, entry) => entry & 255);

/**
 * Fills a batch with images, each in its view, normalised as the set says (CIFAR-10's way unless it does). Padding is black before normalisation, as
 * in torchvision's RandomCrop, or the mirrored image without its edge, as numpy's 'reflect'.
 * @param target [batch, 32, 32, 3], (value/255 − mean)/sd of each channel
 * @param indices [batch] places in the set
 * @param views [batch] view numbers; the images themselves unless given
 * @param augmentation what the view numbers refer to
 * @throws when sizes disagree, an index or a view does not exist, or only one of views and
 * augmentation is given
 */
export function fillBatch(
  target: Float32Array,
  set: ImageSet,
  indices: Int32Array,
  views?: Uint16Array,
  augmentation?: Augmentation,
): void {
  check(target, set, indices, views, augmentation);
  const table = normalisationTable(set.normalisation ?? cifar10Normalisation);
  fill(target, table, set, indices, viewMap(views, augmentation));
}

/** As `fillBatch`, but with the bytes 0 to 255: for showing. */
export function fillBytes(
  target: Uint8Array,
  set: ImageSet,
  indices: Int32Array,
  views?: Uint16Array,
  augmentation?: Augmentation,
): void {
  check(target, set, indices, views, augmentation);
  fill(target, unchanged, set, indices, viewMap(views, augmentation));
}

function check(
  target: Float32Array | Uint8Array,
  set: ImageSet,
  indices: Int32Array,
  views: Uint16Array | undefined,
  augmentation: Augmentation | undefined,
): void {
  const expected = indices.length * imageValues;
  if (target.length !== expected) {
    throw new RangeError(
      `fillBatch: ${indices.length} images need ${expected} values, target has ${target.length}; ` +
        'give it a part of the buffer with subarray.',
    );
  }
  if ((views === undefined) !== (augmentation === undefined)) {
    throw new Error('fillBatch: expected views and augmentation both or neither, found one.');
  }
  if (views && views.length !== indices.length) {
    throw new RangeError(
      `fillBatch: ${indices.length} images need as many views, not ${views.length}`,
    );
  }
  const count = set.labels.length;
  const stray = indices.find((index) => index < 0 || index >= count);
  if (stray !== undefined) {
    throw new RangeError(`fillBatch: image ${stray} does not exist; expected 0 to ${count - 1}.`);
  }
  const limit = augmentation ? viewCount(augmentation) : 0;
  const strayView = views?.find((view) => view >= limit);
  if (strayView !== undefined) {
    throw new RangeError(
      `fillBatch: view ${strayView} does not exist; expected 0 to ${limit - 1}.`,
    );
  }
}

/** Which source row and column each target row and column of a view shows. */
interface ViewMap {
  readonly views: Uint16Array | undefined;
  /** [views][32] source rows, or OUTSIDE for padding */
  readonly rows: readonly Int32Array[];
  /** [views][32] source columns, or OUTSIDE for padding */
  readonly columns: readonly Int32Array[];
}

function viewMap(
  views: Uint16Array | undefined,
  augmentation: Augmentation = noAugmentation,
): ViewMap {
  const { crop, padding, flip } = augmentation;
  const lines = Array.from({ length: 2 * crop + 1 }, (_, offset) =>
    Int32Array.from({ length: imageSide }, (_, place) => sourceOf(place + offset - crop, padding)),
  );
  const mirrored = flip ? lines.map((line) => line.slice().reverse()) : [];
  const described = Array.from({ length: viewCount(augmentation) }, (_, view) =>
    describeView(augmentation, view),
  );
  return {
    views,
    rows: described.map(({ dy }) => lines[dy] as Int32Array),
    columns: described.map(({ dx, flip }) => (flip ? mirrored : lines)[dx] as Int32Array),
  };
}

/** The source row (or column) at a place that may lie in the padding. */
function sourceOf(place: number, padding: Augmentation['padding']): number {
  const last = imageSide - 1;
  if (place >= 0 && place <= last) return place;
  if (padding === 'zero') return OUTSIDE;
  return place < 0 ? -place : 2 * last - place;
}

/** Puts each image in its view; `table` says what entry 256·channel + byte becomes. */
function fill(
  target: Float32Array | Uint8Array,
  table: Float32Array | Uint8Array,
  set: ImageSet,
  indices: Int32Array,
  map: ViewMap,
): void {
  for (let example = 0; example < indices.length; example++) {
    const view = map.views ? (map.views[example] as number) : 0;
    fillImage(
      target.subarray(example * imageValues, (example + 1) * imageValues),
      table,
      imageAt(set, indices[example] as number),
      map.rows[view] as Int32Array,
      map.columns[view] as Int32Array,
    );
  }
}

/** The loop over an image's pixels: all that is looked up is local, it runs a billion times a run. */
function fillImage(
  target: Float32Array | Uint8Array,
  table: Float32Array | Uint8Array,
  image: Uint8Array,
  rows: Int32Array,
  columns: Int32Array,
): void {
  const side = rows.length;
  const [red, green, blue] = [table[0], table[256], table[512]] as [number, number, number];
  let at = 0;
  for (let y = 0; y < side; y++) {
    const start = (rows[y] as number) * side * 3;
    for (let x = 0; x < side; x++, at += 3) {
      const column = columns[x] as number;
      if (start < 0 || column < 0) {
        target[at] = red;
        target[at + 1] = green;
        target[at + 2] = blue;
        continue;
      }
      const source = start + column * 3;
      target[at] = table[image[source] as number] as number;
      target[at + 1] = table[256 + (image[source + 1] as number)] as number;
      target[at + 2] = table[512 + (image[source + 2] as number)] as number;
    }
  }
}
