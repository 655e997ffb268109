import { describe, expect, it } from 'vitest';
import { marginExamples } from '../../lib/tables/margin-examples';

/** Logits of images whose winner leads by a margin. */
function logitsOf(answers: readonly (readonly [winner: number, margin: number])[]): Float32Array {
  const logits = new Float32Array(answers.length * 10);
  answers.forEach(([winner, margin], image) => {
    logits[image * 10 + winner] = margin;
  });
  return logits;
}

describe('marginExamples', () => {
  it('chooses by the stated rules', () => {
    // label 0 for all five images; right with margins 9, 2, 5 and 0.5, wrong with 7
    const logits = logitsOf([
      [0, 9],
      [0, 2],
      [0, 5],
      [3, 7],
      [0, 0.5],
    ]);
    const examples = marginExamples(logits, new Uint8Array(5));
    expect(examples.map(({ kind, image }) => [kind, image])).toEqual([
      ['most confident correct', 0],
      ['typical correct', 1], // margins of right answers 9, 5, 2, 0.5: place 2 of 0 to 3
      ['most confident mistake', 3],
    ]);
    expect(examples[2]?.logits).toEqual([0, 0, 0, 7, 0, 0, 0, 0, 0, 0]);
  });
  it('says so when there is no mistake to show', () => {
    expect(() => marginExamples(logitsOf([[0, 1]]), new Uint8Array(1))).toThrow(
      'found 1 right and 0 wrong',
    );
  });
});
