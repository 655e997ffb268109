import { describe, expect, it } from 'vitest';
import { imageValues } from '../../lib/data/cifar10';
import { galleryImages } from '../../lib/notebook/example-images';
import type { ModelResult } from '../../lib/tables/model-result';

/** Logits of images by the margin of the class put first. */
function result(answers: readonly (readonly [winner: number, margin: number])[]): ModelResult {
  const logits = new Float32Array(answers.length * 10);
  answers.forEach(([winner, margin], image) => {
    logits[image * 10 + winner] = margin;
  });
  return { model: 'teacher', method: 'teacher', run: 'run', seed: 0, logits };
}

// label 0 for all five images
const teacher = result([
  [0, 9],
  [0, 2],
  [0, 5],
  [3, 7],
  [0, 0.5],
]);
const set = { images: new Uint8Array(5 * imageValues), labels: new Uint8Array(5) };

describe('galleryImages', () => {
  it('takes what the first model gets right and another wrong, surest mistakes first, with a picture', () => {
    const student = result([
      [0, 1],
      [4, 1],
      [5, 3],
      [0, 1],
      [0, 1],
    ]);
    const images = galleryImages([teacher, { ...student, model: 'student' }], set);
    expect(images.map(({ answers }) => answers[0]?.image)).toEqual([2, 1]);
    expect(images[0]?.answers).toMatchObject([
      { model: 'teacher', predictedClass: 'airplane', right: true },
      { model: 'student', predictedClass: 'dog', right: false },
    ]);
    expect(images[0]?.picture).toMatch(/^data:image\/png;base64,/);
  });
});
