import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { viewCount } from '../../lib/data/augmentation';
import { fillBatch } from '../../lib/data/batch';
import { datasetFromArrays } from '../../lib/data/dataset';
import { network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { randomStream } from '../../lib/random/stream';
import { type Recipe, recipe, type TeacherAnswers } from '../../lib/recipes/recipe';
import { decodeLogits, encodeLogits } from '../../lib/store/float16';
import { studentAlone, studentDistilled } from '../../lib/studies/original';
import { type GivenTeacher, openTeacher, type Teacher } from '../../lib/training/teacher';

const runs = mkdtempSync(join(tmpdir(), 'teacher-answers-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

const IMAGES = 24;
const augmentation = { crop: 1, padding: 'reflect', flip: true } as const;
const pixels = randomStream(0, 'resample');
const arrays = (count: number, seed: number) => ({
  images: Uint8Array.from({ length: count * 3072 }, (_, at) => pixels.uint32At(at + seed) & 255),
  labels: Uint8Array.from({ length: count }, (_, at) => at % 10),
});
const dataset = datasetFromArrays({
  training: arrays(IMAGES, 1),
  validation: arrays(10, 3),
  test: arrays(10, 2),
  classNames: Array.from({ length: 10 }, (_, at) => `class-${at}`),
});
const needs = { teacher: true, studentLayers: [], teacherLayers: [] };

function told(teacherAnswers: TeacherAnswers): Recipe {
  return recipe({ ...studentDistilled, name: 'told', augmentation, teacherAnswers });
}

/** Says of an image its pixels 0, 300, 600, … as they were shown (plus 0, 10, 20, …), and counts how many it was asked about. */
function pixelTeacher(): { readonly given: GivenTeacher; readonly asked: { images: number } } {
  const asked = { images: 0 };
  const logitsOf = (images: Float32Array) => {
    const count = images.length / 3072;
    asked.images += count;
    return Float32Array.from({ length: 10 * count }, (_, at) => pixel(images, at));
  };
  return { given: { logitsOf }, asked };
}

function pixel(images: Float32Array, at: number): number {
  const value = images[Math.floor(at / 10) * 3072 + 300 * (at % 10)] as number;
  return value + 10 * (at % 10); // no two alike
}

function batchOf(indices: readonly number[], views: readonly number[]) {
  const batch = { indices: Int32Array.from(indices), views: Uint16Array.from(views) };
  const images = new Float32Array(indices.length * 3072);
  fillBatch(images, dataset.training, batch.indices, batch.views, augmentation);
  return { ...batch, images };
}

async function open(teacherAnswers: TeacherAnswers, given: GivenTeacher): Promise<Teacher> {
  const options = { recipe: told(teacherAnswers), dataset, needs, given, runs };
  return (await openTeacher(options)) as Teacher;
}

const rowsOf = (logits: Float32Array) =>
  Array.from({ length: logits.length / 10 }, (_, row) => [
    ...logits.subarray(10 * row, 10 * row + 10),
  ]);

describe('teacherAnswers', () => {
  const indices = [3, 17, 3, 5];
  const views = [0, 11, 16, 8];
  const { given } = pixelTeacher();
  const plainly = async (at: readonly number[], seen: readonly number[]) =>
    (await open('as-they-are', given)).answers(batchOf(at, seen)).teacherLogits;

  it('wrong-classes-shuffled keeps the true class and all values, in one order an image', async () => {
    const teacher = await open('wrong-classes-shuffled', given);
    const own = rowsOf(await plainly(indices, views));
    const mixed = rowsOf(teacher.answers(batchOf(indices, views)).teacherLogits);
    mixed.forEach((row, at) => {
      const label = (indices[at] as number) % 10;
      expect(row[label]).toBe(own[at]?.[label]);
      expect([...row].sort()).toEqual([...(own[at] as number[])].sort());
      expect(row).not.toEqual(own[at]);
    });
    const ordersOf = (row: number) => mixed[row]?.map((value) => own[row]?.indexOf(value));
    expect(ordersOf(0)).toEqual(ordersOf(2)); // image 3 in another view
    expect(ordersOf(0)).not.toEqual(ordersOf(3));
    expect(rowsOf(teacher.answers(batchOf([5], [8])).teacherLogits)[0]).toEqual(mixed[3]);
  });

  it('of-the-plain-image is what the teacher says of the view in the middle, number 8 of 18', async () => {
    expect(viewCount(augmentation)).toBe(18);
    const teacher = await open('of-the-plain-image', given);
    expect(teacher.answers(batchOf(indices, views)).teacherLogits).toEqual(
      await plainly(indices, [8, 8, 8, 8]),
    );
  });

  it('of-another-image is what the teacher says of one other image, in the same view', async () => {
    const teacher = await open('of-another-image', given);
    const all = Array.from({ length: IMAGES }, (_, index) => index);
    const same = all.map(() => 11);
    const answers = rowsOf(teacher.answers(batchOf(all, same)).teacherLogits);
    const own = rowsOf(await plainly(all, same)).map((row) => row.join());
    const taken = answers.map((row) => own.indexOf(row.join()));
    expect([...taken].sort((a, b) => a - b)).toEqual(all);
    expect(taken.filter((other, index) => other === index).length).toBeLessThan(IMAGES / 4);
    const one = teacher.answers(batchOf([17], [11])).teacherLogits;
    expect(rowsOf(one)[0]).toEqual(answers[17]);
  });

  it('to-raw-images shows a network values from 0 to 1', async () => {
    const model = buildModel('student', 3);
    const teacher = await open('to-raw-images', model);
    const batch = batchOf(indices, views);
    const { mean, sd } = dataset.normalisation;
    const raw = batch.images.map(
      (value, at) => value * (sd[at % 3] as number) + (mean[at % 3] as number),
    );
    expect(Math.min(...raw)).toBeGreaterThan(-1e-6);
    expect(Math.max(...raw)).toBeLessThan(1 + 1e-6);
    const direct = (await open('as-they-are', model)).answers({
      ...batch,
      indices: Int32Array.from([20, 21, 22, 23]),
      images: raw,
    });
    expect(teacher.answers(batch)).toEqual(direct);
    model.dispose();
  });

  it('in-training-mode is what the network says with the statistics of this very batch', async () => {
    const model = buildModel('student', 3);
    const teacher = await open('in-training-mode', model);
    const batch = batchOf(indices, views);
    const made = network(model);
    const expected = tf.tidy(() => {
      const pass = made.forward(tf.tensor4d(batch.images, [4, 32, 32, 3]), true);
      return pass.output(made.outputLayer).dataSync() as Float32Array;
    });
    expect(teacher.answers(batch).teacherLogits).toEqual(decodeLogits(encodeLogits(expected, 10)));
    expect(teacher.answers(batchOf([3], [0])).teacherLogits).not.toEqual(expected.subarray(0, 10));
    expect(teacher.remember).toBeUndefined();
    made.dispose();
    model.dispose();
  });

  it.each(['of-the-plain-image', 'of-another-image'] as const)(
    '%s is asked for ahead: then nothing is missing in training',
    async (kind) => {
      const { given: counting, asked } = pixelTeacher();
      const teacher = await open(kind, {
        ...counting,
        identity: `counting ${kind}`,
      } as GivenTeacher);
      const wanted = batchOf(indices, views);
      await teacher.remember?.({ ...wanted, set: dataset.training, augmentation });
      const before = asked.images;
      expect(before).toBeGreaterThan(0);
      teacher.answers(wanted);
      expect(asked.images).toBe(before);
    },
  );

  it('to-raw-images shows a function values from 0 to 1, remembered apart from normalised ones', async () => {
    const answersOf = async (kind: TeacherAnswers) => {
      const named = { ...given, identity: 'pixels' } as GivenTeacher;
      return (await open(kind, named)).answers(batchOf(indices, views)).teacherLogits;
    };
    const { mean, sd } = dataset.normalisation;
    const { images } = batchOf(indices, views);
    const raw = images.map(
      (value, at) => value * (sd[at % 3] as number) + (mean[at % 3] as number),
    );
    const logits = Float32Array.from({ length: 40 }, (_, at) => pixel(raw, at));
    await answersOf('as-they-are');
    expect(await answersOf('to-raw-images')).toEqual(decodeLogits(encodeLogits(logits, 10)));
  });

  it('in-training-mode is refused for a function', async () => {
    await expect(open('in-training-mode', given)).rejects.toThrow(
      /told: teacherAnswers is "in-training-mode", but the given teacher is a function.*give a model/,
    );
  });

  it.each(['wrong-classes-shuffled', 'in-training-mode', 'to-raw-images'] as const)(
    '%s is refused where the loss looks at layers, which it would leave as they are',
    async (kind) => {
      const model = buildModel('student', 3);
      const options = {
        recipe: told(kind),
        dataset,
        needs: { ...needs, teacherLayers: ['conv1'] },
        given: model,
        runs,
      };
      await expect(openTeacher(options)).rejects.toThrow(
        /told: teacherAnswers .* logits alone, but the loss looks at the teacher's layers conv1/,
      );
      model.dispose();
    },
  );

  it('is refused where nobody learns from a teacher', () => {
    expect(() => recipe({ ...studentAlone, teacherAnswers: 'of-another-image' })).toThrow(
      /student-alone refused: teacherAnswers is "of-another-image".*learns from no teacher/,
    );
  });
});
