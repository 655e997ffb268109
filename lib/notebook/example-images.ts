import { classNames, type ImageSet } from '../data/cifar10';
import { imageDataUri } from '../data/picture';
import { imageAt } from '../data/subset';
import type { GalleryItem } from '../figures/gallery';
import { disagreementRows } from '../tables/disagreement-rows';
import type { ModelResult } from '../tables/model-result';

const PICTURE_SCALE = 4; // sharp squares at the size the figures show
const GALLERY_IMAGES = 12;

/** Test images that the first model gets right and the second wrong, with their pictures. */
export function galleryItems(
  right: ModelResult,
  wrong: ModelResult,
  set: ImageSet,
): readonly GalleryItem[] {
  return disagreementRows(right, wrong, set.labels, { classNames, count: GALLERY_IMAGES }).map(
    (row) => ({
      ...row,
      picture: imageDataUri(imageAt(set, row.image), { scale: PICTURE_SCALE }),
    }),
  );
}
