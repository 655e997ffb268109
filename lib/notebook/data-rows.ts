import { describeView, drawViews, plainView, type View, viewCount } from '../data/augmentation';
import { fillBytes } from '../data/batch';
import { type Cifar10, classNames, type ImageSet, imageValues } from '../data/cifar10';
import { channelHistograms, channelStatistics, classCounts } from '../data/image-statistics';
import { imageDataUri } from '../data/picture';
import { splitTraining } from '../data/split';
import { imageAt, subset } from '../data/subset';
import type { AugmentationRow } from '../figures/augmentation-grid';
import type { ClassCountRow } from '../figures/class-counts';
import type { ChannelRow } from '../figures/pixel-statistics';
import type { SampleRow } from '../figures/sample-grid';
import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';
import type { Augmentation } from '../recipes/recipe';

const CHANCE = 0; // the seed of what these figures draw
const SAMPLES_A_CLASS = 10;
const VIEWS_AN_IMAGE = 8;
const AUGMENTED_CLASSES = ['automobile', 'bird', 'cat', 'horse', 'ship'];

/** Ten images of each class, drawn by chance. */
export function sampleRows(set: ImageSet): SampleRow[] {
  return classNames.map((className) => ({
    className,
    pictures: drawnImages(set, className, SAMPLES_A_CLASS).map((image) =>
      imageDataUri(imageAt(set, image)),
    ),
  }));
}

/** Images of each class in training, validation and test. */
export function classCountRows({ train, test }: Cifar10): ClassCountRow[] {
  const split = splitTraining(train.labels);
  const sets = {
    training: subset(train, split.training),
    validation: subset(train, split.validation),
    test,
  };
  return (['training', 'validation', 'test'] as const).flatMap((name) =>
    classCounts(sets[name]).map((images, at) => ({
      className: classNames[at] as string,
      split: name,
      images,
    })),
  );
}

/** How often each pixel value occurs in red, green and blue. */
export function channelRows(set: ImageSet): ChannelRow[] {
  const histograms = channelHistograms(set);
  const { mean, sd } = channelStatistics(set);
  return (['red', 'green', 'blue'] as const).map((channel, at) => ({
    channel,
    histogram: histograms[at] as Float64Array,
    mean: mean[at] as number,
    sd: sd[at] as number,
  }));
}

/** An image of some classes beside views that training may meet instead. */
export function augmentationRows(set: ImageSet, augmentation: Augmentation): AugmentationRow[] {
  return AUGMENTED_CLASSES.map((className, row) => {
    const [image = 0] = drawnImages(set, className, 1);
    const stream = randomStream(CHANCE, 'augmentation', row);
    const views = drawViews(stream, augmentation, VIEWS_AN_IMAGE);
    const centre = describeView(augmentation, plainView(augmentation));
    return {
      className,
      original: imageDataUri(imageAt(set, image)),
      views: Array.from(views, (view) => ({
        picture: imageDataUri(viewOf(set, image, { view, augmentation })),
        description: inWords(describeView(augmentation, view), centre),
      })),
    };
  });
}

/** How many different pictures an augmentation makes of one image. */
export function viewsOf(augmentation: Augmentation): number {
  return viewCount(augmentation);
}

/** The first so many images of a class in an order drawn by chance, the same in every run. */
function drawnImages(set: ImageSet, className: string, count: number): readonly number[] {
  const label = (classNames as readonly string[]).indexOf(className);
  const ofClass = Array.from(set.labels.keys()).filter((image) => set.labels[image] === label);
  const order = permutation(randomStream(CHANCE, 'resample', label), ofClass.length);
  return Array.from(order.subarray(0, count), (place) => ofClass[place] as number);
}

function viewOf(
  set: ImageSet,
  image: number,
  { view, augmentation }: { readonly view: number; readonly augmentation: Augmentation },
): Uint8Array {
  const target = new Uint8Array(imageValues);
  fillBytes(target, set, Int32Array.of(image), Uint16Array.of(view), augmentation);
  return target;
}

/** A crop that starts right of the centre shows the image shifted to the left. */
function inWords({ dx, dy, flip }: View, centre: View): string {
  const shift = (by: number, [less, more]: readonly [string, string]) =>
    by === 0 ? [] : [`${Math.abs(by)} ${by > 0 ? less : more}`];
  const parts = [
    ...shift(dx - centre.dx, ['left', 'right']),
    ...shift(dy - centre.dy, ['up', 'down']),
    ...(flip ? ['mirrored'] : []),
  ];
  return parts.length === 0 ? 'as it is' : parts.join(', ');
}
