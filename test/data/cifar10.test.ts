import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchFiles, imageValues, recordBytes } from '../../lib/data/batch-file';
import {
  type Cifar10,
  cifar10Folder,
  classNames,
  decodeBatch,
  loadCifar10,
  loadTestImages,
} from '../../lib/data/cifar10';
import { imageAt } from '../../lib/data/subset';

/** The way back: [32, 32, 3] to [3, 32, 32]. */
function planes(image: Uint8Array): Uint8Array {
  const out = new Uint8Array(3072);
  for (let at = 0; at < 3072; at++) out[(at % 3) * 1024 + Math.floor(at / 3)] = image[at] as number;
  return out;
}

let cifar10: Cifar10;
beforeAll(async () => {
  cifar10 = await loadCifar10();
});

describe('decodeBatch', () => {
  it('turns the planes of a record into interleaved channels behind the images already there', () => {
    const bytes = new Uint8Array(2 * recordBytes);
    const record = bytes.subarray(recordBytes);
    record[0] = 7;
    record[1 + 33] = 10; // red of row 1, column 1
    record[1 + 1024 + 33] = 20; // green
    record[1 + 2048 + 33] = 30; // blue
    const set = { images: new Uint8Array(3 * imageValues), labels: new Uint8Array(3) };
    decodeBatch(bytes, set, 1);
    expect([...set.labels]).toEqual([0, 0, 7]);
    const pixel = 2 * imageValues + (1 * 32 + 1) * 3;
    expect([...set.images.subarray(pixel, pixel + 3)]).toEqual([10, 20, 30]);
    expect(set.images.reduce((sum, value) => sum + value, 0)).toBe(60);
  });
});

describe('loadCifar10', () => {
  it('gives 50,000 training and 10,000 test images with their labels', () => {
    expect(cifar10.train.labels.length).toBe(50_000);
    expect(cifar10.train.images.length).toBe(50_000 * 3072);
    expect(cifar10.test.labels.length).toBe(10_000);
    expect(cifar10.test.images.length).toBe(10_000 * 3072);
  });

  it('starts with the frog and the trucks that every copy of CIFAR-10 starts with', () => {
    const names = (labels: Uint8Array) => [...labels.subarray(0, 5)].map((n) => classNames[n]);
    expect(names(cifar10.train.labels)).toEqual(['frog', 'truck', 'truck', 'deer', 'automobile']);
    expect(names(cifar10.test.labels)).toEqual(['cat', 'ship', 'ship', 'airplane', 'frog']);
    // The frog's first pixel, as torchvision's CIFAR10(train=True).data[0, 0, 0] gives it.
    expect([...cifar10.train.images.subarray(0, 3)]).toEqual([59, 62, 63]);
  });

  it('holds in its images the bytes of the canonical files', () => {
    const hash = createHash('md5');
    for (let image = 0; image < 10_000; image++) {
      hash.update(cifar10.test.labels.subarray(image, image + 1));
      hash.update(planes(imageAt(cifar10.test, image)));
    }
    expect(hash.digest('hex')).toBe('803d5f7f4d78ea53de84dbe85f74fb6d');
  });

  it('holds 60,000 different images', () => {
    const seen = new Set<string>();
    for (const { images } of [cifar10.train, cifar10.test]) {
      for (let start = 0; start < images.length; start += imageValues) {
        const image = images.subarray(start, start + imageValues);
        seen.add(createHash('md5').update(image).digest('base64'));
      }
    }
    expect(seen.size).toBe(60_000);
  });

  it('gives the same object to everybody in the process', async () => {
    expect(await loadCifar10()).toBe(cifar10);
  });

  it('names the data by the SHA-256 of the six MD5s', () => {
    const md5s = batchFiles.map(({ name }) =>
      createHash('md5')
        .update(readFileSync(join(cifar10Folder(), name)))
        .digest('hex'),
    );
    const checksum = createHash('sha256').update(md5s.join('\n')).digest('hex');
    expect(cifar10.checksum).toBe(checksum);
    expect(checksum).toBe('d30208a318bdddbbf3b03cb6493fae598b5e16af58fa878efb709aa5ded3f767');
  });
});

describe('loadCifar10 of a damaged folder', () => {
  let folder: string;
  const first = () => join(folder, 'data_batch_1.bin');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cifar10-'));
    copyFileSync(join(cifar10Folder(), 'data_batch_1.bin'), first());
    for (const { name } of batchFiles.slice(1)) {
      symlinkSync(join(cifar10Folder(), name), join(folder, name));
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('names the missing file and npm run setup', async () => {
    rmSync(join(folder, 'data_batch_4.bin'));
    await expect(loadCifar10(folder)).rejects.toThrow(
      /data_batch_4\.bin is missing.*npm run setup/,
    );
  });

  it('refuses a truncated file with the sizes expected and found', async () => {
    truncateSync(first(), 12_345);
    await expect(loadCifar10(folder)).rejects.toThrow(
      /data_batch_1\.bin: expected 30730000 bytes, found 12345\. Delete .*npm run setup/,
    );
  });

  it('refuses a file of which one bit was altered, with the MD5s expected and found', async () => {
    const bytes = readFileSync(first());
    bytes[20_000_000] = (bytes[20_000_000] as number) ^ 1;
    writeFileSync(first(), bytes);
    const found = createHash('md5').update(bytes).digest('hex');
    await expect(loadCifar10(folder)).rejects.toThrow(
      `data_batch_1.bin: expected MD5 5dd7e06a14cb22eb9f671a540d1b7c25, found ${found}. Delete`,
    );
  });

  it('loads the folder once it is repaired', async () => {
    truncateSync(first(), 1);
    await expect(loadCifar10(folder)).rejects.toThrow(/found 1\./);
    copyFileSync(join(cifar10Folder(), 'data_batch_1.bin'), first());
    expect((await loadCifar10(folder)).checksum).toBe(cifar10.checksum);
  });
});

describe('loadTestImages', () => {
  let folder: string;
  const file = () => join(folder, 'test_batch.bin');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cifar10-'));
    copyFileSync(join(cifar10Folder(), 'test_batch.bin'), file());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the test images of loadCifar10 from their file alone', async () => {
    const { images, labels } = await loadTestImages(folder);
    expect(Buffer.from(images).equals(cifar10.test.images)).toBe(true);
    expect(Buffer.from(labels).equals(cifar10.test.labels)).toBe(true);
  });

  it('gives the images that loadCifar10 has read already', async () => {
    expect(await loadTestImages()).toBe(cifar10.test);
  });

  it('refuses a truncated file as loadCifar10 does', async () => {
    truncateSync(file(), 12_345);
    await expect(loadTestImages(folder)).rejects.toThrow(
      /test_batch\.bin: expected 30730000 bytes, found 12345\. Delete .*npm run setup/,
    );
  });
});
