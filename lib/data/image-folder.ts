import { basename } from 'node:path';
import { imageValues } from './batch-file';
import { type Dataset, datasetFromArrays } from './dataset';
import { type FolderListing, type LabelledFile, listImageFolder } from './folder-listing';
import type { Channels, Normalisation } from './image-set';
import { readPicture } from './picture-file';

export interface ImageFolderOptions {
  /** Of the draw of validation images; 0 unless given. */
  readonly seed?: number;
  /** The training images' own mean and deviation unless given. */
  readonly normalisation?: Normalisation;
}

/** A dataset that was read from pictures. */
export interface FolderDataset extends Dataset {
  /** One line for printing: classes, numbers of images and what was done to them. */
  readonly description: string;
}

/** Pictures that are decoded side by side. */
const AT_ONCE = 4;

/** How many names a description lists before it breaks off. */
const NAMES = 10;

/**
 * Reads a folder of pictures: `train/<class>/*` and `test/<class>/*`, classes sorted by name. Each picture's
 * central square is brought to 32x32 pixels (see `readPicture`); a tenth of each class of the training images,
 * at least one, is kept for validation. Other files than pictures are skipped and counted in the description.
 * @param path holds the folders train and test
 * @throws one sentence that names the folder or file: a folder or a class is missing, a class has too few
 * pictures, a picture cannot be read
 */
export async function imageFolder(
  path: string,
  options: ImageFolderOptions = {},
): Promise<FolderDataset> {
  const listing = listImageFolder(path);
  const train = await readPictures(listing.train);
  const test = await readPictures(listing.test);
  const { classNames } = listing;
  const dataset = datasetFromArrays({ training: train, test, classNames, ...options });
  const description = describe(dataset, listing, train.enlarged + test.enlarged);
  return { ...dataset, description };
}

async function readPictures(files: readonly LabelledFile[]) {
  const images = new Uint8Array(files.length * imageValues);
  const labels = Uint8Array.from(files, ({ label }) => label);
  let enlarged = 0;
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE);
    const pictures = await Promise.all(some.map(({ file }) => readPicture(file)));
    pictures.forEach((picture, at) => {
      images.set(picture.image, (start + at) * imageValues);
      if (picture.enlarged) enlarged += 1;
    });
  }
  return { images, labels, enlarged };
}

function describe(dataset: Dataset, { skipped }: FolderListing, enlarged: number): string {
  const { classNames, training, validation, test, normalisation } = dataset;
  const count = (set: Dataset['test']) => set.labels.length.toLocaleString('en');
  const parts = [
    `${classNames.length} classes (${firstOf(classNames)})`,
    `${count(training)} training, ${count(validation)} validation, ${count(test)} test images`,
    `cropped square, shrunk to 32x32${enlarged > 0 ? ` (${enlarged} enlarged)` : ''}`,
    `mean ${digits(normalisation.mean)}, deviation ${digits(normalisation.sd)}`,
    ...(skipped.length > 0
      ? [
          `skipped ${skipped.length} other files (${firstOf(skipped.map((file) => basename(file)))})`,
        ]
      : []),
  ];
  return parts.join('; ');
}

function firstOf(names: readonly string[]): string {
  return names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')}, …`;
}

function digits(channels: Channels): string {
  return channels.map((value) => value.toFixed(3)).join(' ');
}
