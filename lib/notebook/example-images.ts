import { classNames, type ImageSet } from '../data/cifar10';
import { imageDataUri } from '../data/picture';
import { imageAt } from '../data/subset';
import type { GalleryImage } from '../figures/gallery';
import type { SoftTargets } from '../figures/soft-targets';
import { galleryRows } from '../tables/gallery-rows';
import type { ModelResult } from '../tables/model-result';
import { softTargetRows } from '../tables/soft-target-rows';

const CLASSES = classNames.length;
const TEMPERATURES = [1, 2, 4, 8];
const PICTURE_SCALE = 4; // sharp squares at the size the figures show
const GALLERY_IMAGES = 12;

/** Four test images chosen by rule from one model's logits, each with its soft targets. */
export interface SoftTargetExamples {
  /** Classified right with the largest margin of logits. */
  readonly surest: SoftTargets;
  /** The median margin of those classified right. */
  readonly typical: SoftTargets;
  /** The smallest margin of all. */
  readonly leastSure: SoftTargets;
  /** Classified wrong with the largest margin. */
  readonly surelyWrong: SoftTargets;
}

/** How an image came out. */
interface Answer {
  readonly image: number;
  readonly right: boolean;
  /** Largest minus second largest logit. */
  readonly margin: number;
}

/**
 * Chooses the images whose soft targets a notebook shows. The margin orders images as their
 * probabilities do, without losing the differences between probabilities close to 1.
 * @param set the images that the logits belong to
 */
export function softTargetExamples({ logits }: ModelResult, set: ImageSet): SoftTargetExamples {
  const answers = Array.from(set.labels, (label, image) => answerTo(logits, image, label));
  const byMargin = [...answers].sort((a, b) => b.margin - a.margin || a.image - b.image);
  const right = byMargin.filter((answer) => answer.right);
  const wrong = byMargin.filter((answer) => !answer.right);
  const targets = (answer: Answer | undefined) => {
    if (answer === undefined)
      throw new Error('softTargetExamples: no image of this kind was found');
    return softTargetsOf(logits, set, answer.image);
  };
  return {
    surest: targets(right[0]),
    typical: targets(right[Math.floor(right.length / 2)]),
    leastSure: targets(byMargin[byMargin.length - 1]),
    surelyWrong: targets(wrong[0]),
  };
}

/** Test images that the first model gets right and some other gets wrong, with their pictures and all answers. */
export function galleryImages(models: readonly ModelResult[], set: ImageSet): GalleryImage[] {
  const rows = galleryRows(models, set.labels, { classNames, count: GALLERY_IMAGES });
  return [...new Set(rows.map(({ image }) => image))].map((image) => ({
    picture: imageDataUri(imageAt(set, image), { scale: PICTURE_SCALE }),
    answers: rows.filter((row) => row.image === image),
  }));
}

function answerTo(logits: Float32Array, image: number, label: number): Answer {
  const row = logits.subarray(image * CLASSES, (image + 1) * CLASSES);
  const [first = 0, second = 0] = [...row].sort((a, b) => b - a);
  return { image, right: row.indexOf(first) === label, margin: first - second };
}

function softTargetsOf(logits: Float32Array, set: ImageSet, image: number): SoftTargets {
  const row = logits.subarray(image * CLASSES, (image + 1) * CLASSES);
  return {
    picture: imageDataUri(imageAt(set, image), { scale: PICTURE_SCALE }),
    image,
    trueClass: classNames[set.labels[image] as number] as string,
    rows: softTargetRows(row, TEMPERATURES, classNames),
  };
}
