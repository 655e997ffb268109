import { describe, expect, it } from 'vitest';
import { imageValues } from '../../lib/data/cifar10';
import { picked } from '../../lib/notebook/columns';
import { galleryImages, softTargetExamples } from '../../lib/notebook/example-images';
import type { ModelResult } from '../../lib/tables/model-result';

/** Logits of images by the margin of the class put first. */
function result(answers: readonly (readonly [winner: number, margin: number])[]): ModelResult {
  const logits = new Float32Array(answers.length * 10);
  answers.forEach(([winner, margin], image) => {
    logits[image * 10 + winner] = margin;
  });
  return { model: 'teacher', method: 'teacher', run: 'run', seed: 0, logits };
}

// label 0 for all five images; right with margins 9, 2, 5 and 0.5, wrong with 7
const teacher = result([
  [0, 9],
  [0, 2],
  [0, 5],
  [3, 7],
  [0, 0.5],
]);
const set = { images: new Uint8Array(5 * imageValues), labels: new Uint8Array(5) };

describe('softTargetExamples', () => {
  it('chooses by the stated rules', () => {
    const examples = softTargetExamples(teacher, set);
    expect(examples.surest.image).toBe(0);
    expect(examples.typical.image).toBe(1); // margins of right answers 9, 5, 2, 0.5: place 2 of 0 to 3
    expect(examples.leastSure.image).toBe(4);
    expect(examples.surelyWrong.image).toBe(3);
    expect(examples.surelyWrong.trueClass).toBe('airplane');
  });

  it('gives every class at T = 1, 2, 4 and 8', () => {
    const { rows } = softTargetExamples(teacher, set).surest;
    expect([...new Set(rows.map((row) => row.temperature))]).toEqual([1, 2, 4, 8]);
    expect(rows).toHaveLength(40);
  });

  it('says so when there is no mistake to show', () => {
    expect(() =>
      softTargetExamples(result([[0, 1]]), { ...set, labels: Uint8Array.of(0) }),
    ).toThrow('no image of this kind');
  });
});

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

describe('picked', () => {
  it('keeps the named columns in the given order', () => {
    const rows = [{ model: 'teacher', seed: 0, accuracyPct: 83 }];
    const shown = picked(rows, { accuracyPct: 'accuracy (%)', model: 'model' });
    expect(shown).toEqual([{ 'accuracy (%)': 83, model: 'teacher' }]);
    expect(Object.keys(shown[0] ?? {})).toEqual(['accuracy (%)', 'model']);
  });
});
