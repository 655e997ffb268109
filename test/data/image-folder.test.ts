import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageFolder } from '../../lib/data/image-folder';
import { classCounts } from '../../lib/data/image-statistics';
import { imageAt } from '../../lib/data/subset';
import { projectRoot } from '../../lib/store/project-root';
import { type Colour, pixelOf, writePng } from '../support/picture-files';

const scratch = mkdtempSync(join(tmpdir(), 'image-folder-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const names = ['apple', 'banana', 'Cherry', 'date', 'elder'];
const whole = join(scratch, 'whole');

/** Red says the class, green the number of the picture. */
const colour = (label: number, number: number): Colour => [40 * label + 10, 10 * number, 128];

function writeClass(folder: string, label: number, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const [red, green, blue] = colour(label, number);
    const file = join(folder, `${String(number).padStart(2, '0')}.png`);
    writePng(file, [40, 36], (x) => [red, green, x < 20 ? blue : blue + 1]);
  }
}

beforeAll(() => {
  names.forEach((name, label) => {
    writeClass(join(whole, 'train', name), label, 20);
    writeClass(join(whole, 'test', name), label, 3);
  });
});

/** A copy of the whole folder for a test to damage. */
let copies = 0;
function copy(): string {
  const path = join(scratch, `copy-${copies++}`);
  cpSync(whole, path, { recursive: true });
  return path;
}

async function messageOf(path: string): Promise<string> {
  return imageFolder(path).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );
}

describe('imageFolder', () => {
  it('sorts the classes by name and keeps each picture with its class', async () => {
    const { classNames, training, validation, test } = await imageFolder(whole);
    const sorted = ['Cherry', 'apple', 'banana', 'date', 'elder'];
    expect(classNames).toEqual(sorted);
    for (const set of [training, validation, test]) {
      set.labels.forEach((label, index) => {
        const [red] = pixelOf(imageAt(set, index), 16, 16);
        expect(red).toBe(colour(names.indexOf(sorted[label] ?? ''), 0)[0]);
      });
    }
  });

  it('keeps a tenth of each class for validation by its seed, no picture twice', async () => {
    const made = await imageFolder(whole);
    expect(classCounts(made.training)).toEqual([18, 18, 18, 18, 18]);
    expect(classCounts(made.validation)).toEqual([2, 2, 2, 2, 2]);
    expect(classCounts(made.test)).toEqual([3, 3, 3, 3, 3]);
    const pictures = [made.training, made.validation].flatMap((set) =>
      [...set.labels].map((_, index) => pixelOf(imageAt(set, index), 0, 0).join()),
    );
    expect(new Set(pictures).size).toBe(100);
    expect((await imageFolder(whole)).checksum).toBe(made.checksum);
    const other = await imageFolder(whole, { seed: 3 });
    expect(other.validation.places).not.toEqual(made.validation.places);
  });

  it('leaves the validation pictures of a class where they were when another class grows', async () => {
    const path = copy();
    writeClass(join(path, 'train', 'apple'), 0, 25);
    const [before, after] = [await imageFolder(whole), await imageFolder(path)];
    const kept = ({ validation }: typeof before) =>
      [...validation.labels]
        .map((label, index) => ({ label, green: pixelOf(imageAt(validation, index), 0, 0)[1] }))
        .filter(({ label }) => label !== 1); // apple
    expect(kept(after)).toEqual(kept(before));
  });

  it('normalises by the training pictures alone', async () => {
    const { normalisation, training } = await imageFolder(whole);
    const reds = [...training.labels].map(
      (_, index) => (pixelOf(imageAt(training, index), 0, 0)[0] ?? 0) / 255,
    );
    const mean = reds.reduce((sum, value) => sum + value, 0) / reds.length;
    const variance = reds.reduce((sum, value) => sum + (value - mean) ** 2, 0) / reds.length;
    expect(normalisation.mean[0]).toBeCloseTo(mean, 12);
    expect(normalisation.sd[0]).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it('says in one line what it read and did', async () => {
    // Red is 10, 50, 90, 130 or 170, equally often: mean 90/255, deviation √3200/255.
    const { description } = await imageFolder(whole);
    expect(description).toMatch(
      /^5 classes \(Cherry, apple, banana, date, elder\); 90 training, 10 validation, 15 test images; cropped square, shrunk to 32x32; mean 0\.353 0\.\d{3} 0\.\d{3}, deviation 0\.222 0\.\d{3} 0\.\d{3}$/,
    );
  });

  it('skips and counts what is no picture, and says how many it enlarged', async () => {
    const path = copy();
    writeFileSync(join(path, 'train', 'README.txt'), 'about');
    writeFileSync(join(path, 'test', 'date', 'Thumbs.db'), 'x');
    writeFileSync(join(path, 'test', 'date', '._00.png'), 'x');
    mkdirSync(join(path, 'train', '.ipynb_checkpoints'));
    writePng(join(path, 'test', 'date', 'small.PNG'), [20, 50], () => [1, 2, 3]);
    const { description, test } = await imageFolder(path);
    expect(description).toContain('shrunk to 32x32 (1 enlarged)');
    expect(description).toContain(
      'skipped 4 other files (.ipynb_checkpoints, README.txt, ._00.png, Thumbs.db)',
    );
    expect(test.labels.length).toBe(16);
  });

  it('refuses a missing train or test folder', async () => {
    for (const part of ['train', 'test']) {
      const path = copy();
      rmSync(join(path, part), { recursive: true });
      expect(await messageOf(path)).toContain(`${join(path, part)}: there is no such folder`);
    }
  });

  it('says so where a file stands in the place of a folder', async () => {
    const file = join(projectRoot(), 'README.md');
    await expect(imageFolder(file)).rejects.toThrow(
      `${file}: expected a folder, found a file; expected ${join(file, 'train')}`,
    );
    const odd = mkdtempSync(join(tmpdir(), 'odd-'));
    writeFileSync(join(odd, 'train'), '');
    await expect(imageFolder(odd)).rejects.toThrow(
      `${join(odd, 'train')}: expected a folder, found a file`,
    );
    rmSync(odd, { recursive: true });
  });

  it('refuses a class that only one side has', async () => {
    for (const [has, lacks] of [
      ['train', 'test'],
      ['test', 'train'],
    ] as const) {
      const path = copy();
      rmSync(join(path, lacks, 'date'), { recursive: true });
      expect(await messageOf(path)).toBe(
        `${join(path, lacks)} has no folder for date, but ${join(path, has)} has; both need the same classes.`,
      );
    }
  });

  it('refuses a class without pictures, or with one alone in training', async () => {
    const path = copy();
    const date = join(path, 'test', 'date');
    rmSync(date, { recursive: true });
    mkdirSync(date);
    writeFileSync(join(date, 'notes.txt'), 'none yet');
    expect(await messageOf(path)).toBe(
      `${date}: expected at least 1 PNG, JPEG, WebP or GIF files, found 0 (and 1 of other kinds).`,
    );
    const apple = join(path, 'train', 'apple');
    rmSync(apple, { recursive: true });
    writeClass(apple, 0, 1);
    expect(await messageOf(path)).toContain(`${apple}: expected at least 2 PNG`);
  });

  it('refuses a folder of fewer than two classes', async () => {
    const path = join(scratch, 'one-class');
    writeClass(join(path, 'train', 'apple'), 0, 2);
    writeClass(join(path, 'test', 'apple'), 0, 1);
    expect(await messageOf(path)).toContain('at least 2 classes, found 1');
  });

  it('refuses a picture that was cut off and a folder among pictures, by name', async () => {
    const path = copy();
    const file = join(path, 'train', 'elder', '07.png');
    writeFileSync(file, readFileSync(file).subarray(0, 60));
    expect(await messageOf(path)).toMatch(
      new RegExp(`^${file.replaceAll('.', '\\.')}: the picture is damaged or cut off \\(.+\\)\\.$`),
    );
    const folder = join(path, 'test', 'elder', 'more.png');
    mkdirSync(folder);
    expect(await messageOf(path)).toContain(`${folder}: expected a picture, found a folder; move`);
  });
});
