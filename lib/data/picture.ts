import { PNG } from 'pngjs';
import { imageSide, imageValues } from './batch-file';

/** Options of a picture made from CIFAR-10 images. */
export interface PictureOptions {
  /** Pixels of the picture's side for each pixel of the image; 1 unless told. */
  readonly scale?: number;
}

/** Options of a contact sheet. */
export interface SheetOptions extends PictureOptions {
  /** Images a row. */
  readonly columns: number;
  /** Transparent pixels between images, before scaling; 2 unless told. */
  readonly gap?: number;
}

/**
 * An image as a PNG in a data URI, each pixel a sharp square. Same image, same text.
 * @param image [32, 32, 3], values 0 to 255
 */
export function imageDataUri(image: Uint8Array, options: PictureOptions = {}): string {
  return contactSheet([image], { ...options, columns: 1 });
}

/**
 * Images side by side, row by row, as one PNG in a data URI; places without an image are transparent.
 * @param images each [32, 32, 3], values 0 to 255
 * @throws when there is no image, or one has another size
 */
export function contactSheet(images: readonly Uint8Array[], options: SheetOptions): string {
  const { columns, gap = 2, scale = 1 } = options;
  for (const image of images) {
    if (image.length !== imageValues) {
      throw new RangeError(
        `A picture needs ${imageValues} values (32 x 32 x 3), got ${image.length}.`,
      );
    }
  }
  if (images.length === 0)
    throw new RangeError('A contact sheet needs at least one image, got none.');
  for (const [name, value] of Object.entries({ columns, scale })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(
        `A contact sheet's ${name} must be a whole number from 1, got ${value}.`,
      );
    }
  }
  const step = imageSide + gap;
  const rows = Math.ceil(images.length / columns);
  const width = (columns * step - gap) * scale;
  const sheet = new PNG({ width, height: (rows * step - gap) * scale });
  sheet.data.fill(0);
  images.forEach((image, place) => {
    const left = (place % columns) * step * scale;
    const top = Math.floor(place / columns) * step * scale;
    paint(sheet, image, { left, top, scale });
  });
  const bytes = PNG.sync.write(sheet, { deflateLevel: 9, ...(hasGaps(sheet) ? {} : opaque) });
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

const opaque = { colorType: 2 } as const; // red, green, blue without opacity: a quarter less

function hasGaps({ data }: PNG): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

interface Corner {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Paints one image with its upper left corner at a place of the sheet. */
function paint(sheet: PNG, image: Uint8Array, { left, top, scale }: Corner): void {
  const side = imageSide * scale;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const source = (Math.floor(y / scale) * imageSide + Math.floor(x / scale)) * 3;
      const target = ((top + y) * sheet.width + left + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        sheet.data[target + channel] = image[source + channel] as number;
      }
      sheet.data[target + 3] = 255;
    }
  }
}
