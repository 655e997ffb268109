import { describe, expect, it } from 'vitest';
import { imageValues } from '../../lib/data/cifar10';
import { picked } from '../../lib/notebook/columns';
import { galleryItems } from '../../lib/notebook/example-images';
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

describe('galleryItems', () => {
  it('takes what the first model gets right and the second wrong, with a picture', () => {
    const student = result([
      [0, 1],
      [4, 1],
      [5, 3],
      [0, 1],
      [0, 1],
    ]);
    const items = galleryItems(teacher, student, set);
    expect(items.map((item) => [item.image, item.wrongClass])).toEqual([
      [2, 'dog'],
      [1, 'deer'],
    ]);
    expect(items[0]?.picture).toMatch(/^data:image\/png;base64,/);
  });
});

describe('picked', () => {
  it('keeps the named columns in the given order', () => {
    const rows = [{ model: 'teacher', seed: 0, accuracyPct: 83 }];
    const shown = picked(rows, { accuracyPct: 'accuracy (%)', model: 'model' });
    expect(shown).toEqual([{ 'accuracy (%)': 83, model: 'teacher' }]);
    expect(Object.keys(shown[0] ?? {})).toEqual(['accuracy (%)', 'model']);
  });
});
