import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCifar10 } from '../../lib/data/cifar10';
import { imageAt, subset } from '../../lib/data/subset';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { softmaxRows } from '../../lib/statistics/softmax';
import { classifyPicture } from '../../lib/training/classify';
import { predictLogits } from '../../lib/training/evaluate';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a 32x32 image as a PNG whose pixels are `scale` times as large, with borders left and right. */
function writePicture(image: Uint8Array, scale: number, border: number): string {
  const side = 32 * scale;
  const png = new PNG({ width: side + 2 * border, height: side });
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < png.width; x++) {
      const column = Math.floor((x - border) / scale);
      const source = (Math.floor(y / scale) * 32 + column) * 3;
      const inside = column >= 0 && column < 32;
      for (let channel = 0; channel < 3; channel++) {
        png.data[(y * png.width + x) * 4 + channel] = inside ? (image[source + channel] ?? 0) : 128;
      }
      png.data[(y * png.width + x) * 4 + 3] = 255;
    }
  }
  const file = join(folder, `${scale}-${border}.png`);
  writeFileSync(file, PNG.sync.write(png));
  return file;
}

describe('classifyPicture', () => {
  const model = buildModel('student', 0);

  it.each([
    [1, 0],
    [4, 0],
    [3, 20],
  ])('finds the image in a picture %d times as large with borders of %d', async (scale, border) => {
    const { test } = await loadCifar10();
    const one = subset(test, [7]);
    const expected = softmaxRows(await predictLogits(model, one), 10);
    const guesses = await classifyPicture(model, writePicture(imageAt(one, 0), scale, border));
    const total = guesses.reduce((sum, { probability }) => sum + probability, 0);
    expect(total).toBeCloseTo(1, 6);
    expect(guesses[0]?.probability).toBeCloseTo(Math.max(...expected), 3);
  });

  it('says what a file was expected to be when it is no picture', async () => {
    const file = join(folder, 'no-picture.png');
    writeFileSync(file, 'not a picture');
    await expect(classifyPicture(model, file)).rejects.toThrow(/expected a PNG, JPEG/);
    await expect(classifyPicture(model, folder)).rejects.toThrow(`${folder}: expected a picture`);
  });

  it('names the classes of the dataset it is given, and refuses a model of other outputs', async () => {
    const image = new Uint8Array(3072).fill(51);
    const file = writePicture(image, 1, 0);
    const normalisation = { mean: [0.2, 0.2, 0.2], sd: [0.1, 1, 1] } as const;
    const classNames = ['apple', 'banana', 'cherry'];
    const input = tf.input({ shape: [32, 32, 3] });
    const pooled = tf.layers.globalAveragePooling2d({}).apply(input);
    const output = tf.layers.dense({ units: 3 }).apply(pooled) as tf.SymbolicTensor;
    const small = tf.model({ inputs: input, outputs: output });
    // 51/255 normalised by 0.2 is 0: only the biases speak. Probabilities 1/7, 4/7, 2/7.
    small.setWeights([tf.fill([3, 3], 5), tf.log(tf.tensor1d([1, 4, 2]))]);
    const guesses = await classifyPicture(small, file, { classNames, normalisation });
    expect(guesses.map(({ className }) => className)).toEqual(['banana', 'cherry', 'apple']);
    expect(guesses[0]?.probability).toBeCloseTo(4 / 7, 5);
    await expect(classifyPicture(model, file, { classNames })).rejects.toThrow(
      /Expected 3 outputs/,
    );
  });
});
