import { classNames, type ImageSet } from '../data/cifar10';
import { imageDataUri } from '../data/picture';
import { imageAt } from '../data/subset';
import type { GalleryImage } from '../figures/gallery';
import { galleryRows } from '../tables/gallery-rows';
import type { ModelResult } from '../tables/model-result';

const PICTURE_SCALE = 4; // sharp squares at the size the figures show
const GALLERY_IMAGES = 12;

/** Test images that the first model gets right and some other gets wrong, with their pictures and all answers. */
export function galleryImages(models: readonly ModelResult[], set: ImageSet): GalleryImage[] {
  const rows = galleryRows(models, set.labels, { classNames, count: GALLERY_IMAGES });
  return [...new Set(rows.map(({ image }) => image))].map((image) => ({
    picture: imageDataUri(imageAt(set, image), { scale: PICTURE_SCALE }),
    answers: rows.filter((row) => row.image === image),
  }));
}
