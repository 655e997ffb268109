import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { isLfsPointer } from '../store/lfs-pointer';
import { imageSide } from './batch-file';
import { centralSquare } from './central-square';

/** What sharp calls the formats that are read. */
const formats: readonly string[] = ['png', 'jpeg', 'webp', 'gif'];

/** Formats for a message. */
export const pictureFormats = 'PNG, JPEG, WebP or GIF';

/** How the name of a picture's file ends. */
export const pictureExtension = /\.(png|jpe?g|webp|gif)$/i;

/** A picture made ready for a network. */
export interface SquarePicture {
  /** [32, 32, 3], values 0 to 255 */
  readonly image: Uint8Array;
  /** Whether the picture was smaller than 32 pixels in height or width. */
  readonly enlarged: boolean;
}

/**
 * Reads a picture as people see it: upright as its EXIF orientation says, transparent parts on white, colours in
 * 8-bit sRGB, the first frame of an animation. Its central square is brought to 32x32 pixels by `centralSquare`.
 * @param file a PNG, JPEG, WebP or GIF file
 * @throws when the file is missing, a folder, another format, damaged or cut off: one sentence that names it
 */
export async function readPicture(file: string): Promise<SquarePicture> {
  const bytes = await readBytes(file);
  await checkFormat(bytes, file);
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const image = centralSquare(data, info.width, info.height);
    return { image, enlarged: Math.min(info.width, info.height) < imageSide };
  } catch (error) {
    throw damaged(file, error);
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new Error(`${file}: expected a picture, found a folder.`);
    if (code === 'ENOENT') throw new Error(`${file}: there is no such file.`);
    throw new Error(`${file} cannot be read: ${message}.`);
  }
}

async function checkFormat(bytes: Uint8Array, file: string): Promise<void> {
  const found = await formatOf(bytes, file);
  if (found === undefined || !formats.includes(found)) {
    throw new Error(
      `${file}: expected a ${pictureFormats} picture, found ${found ?? describeBytes(bytes)}; ` +
        'save it as PNG.',
    );
  }
}

/** The decoder's name of a format, or undefined where it knows none. */
async function formatOf(bytes: Uint8Array, file: string): Promise<string | undefined> {
  try {
    return (await sharp(bytes).metadata()).format;
  } catch (error) {
    if (/unsupported image format|empty/i.test((error as Error).message)) return undefined;
    throw damaged(file, error);
  }
}

/** What bytes are that no decoder knows. */
function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  if (isLfsPointer(bytes)) return 'a Git LFS pointer (fetch the file with: git lfs pull)';
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) return 'a BMP picture'; // "BM"
  return 'something else';
}

/** The decoder's reason in a sentence. */
function damaged(file: string, error: unknown): Error {
  const message = (error as Error).message.replace(/^Input buffer has/, 'it has');
  const reason = message.split('\n')[0]?.trim();
  const fault = /pixel limit/i.test(message) ? 'too large to decode' : 'damaged or cut off';
  return new Error(`${file}: the picture is ${fault} (${reason}).`);
}
