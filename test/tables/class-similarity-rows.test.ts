import { describe, expect, it } from 'vitest';
import { classSimilarityRows } from '../../lib/tables/class-similarity-rows';

const classNames = ['cat', 'dog', 'ship'];
const log = Math.log;

describe('classSimilarityRows', () => {
  // softmax of logs of probabilities gives them back: image 0 says .6 .3 .1, image 1 .8 .1 .1 (both cats,
  // right), image 2 is a dog taken for a cat, image 3 a ship with .25 .25 .5.
  const logits = Float32Array.from(
    [0.6, 0.3, 0.1, 0.8, 0.1, 0.1, 0.5, 0.4, 0.1, 0.25, 0.25, 0.5].map(log),
  );
  const result = { model: 'teacher', method: 'teacher', run: 'r', seed: 0, logits } as const;
  const labels = Uint8Array.of(0, 0, 1, 2);
  const rows = classSimilarityRows(result, labels, { classNames, temperature: 1 });
  const prob = (trueClass: string, namedClass: string) =>
    rows.find((row) => row.trueClass === trueClass && row.namedClass === namedClass)?.prob;

  it('averages over the images of a class that are classified right', () => {
    expect(prob('cat', 'cat')).toBeCloseTo(0.7, 6);
    expect(prob('cat', 'dog')).toBeCloseTo(0.2, 6);
    expect(prob('ship', 'dog')).toBeCloseTo(0.25, 6);
  });

  it('leaves a class empty of which none is classified right', () => {
    expect(prob('dog', 'cat')).toBeNull();
    expect(rows.filter((row) => row.trueClass === 'dog').map((row) => row.images)).toEqual([
      0, 0, 0,
    ]);
  });

  it('softens with the temperature: at T = 2 the ratio .6 : .3 becomes its square root', () => {
    const [cat, dog] = classSimilarityRows(
      { ...result, logits: logits.slice(0, 3) },
      labels.slice(0, 1),
      { classNames, temperature: 2 },
    );
    expect((cat?.prob ?? 0) / (dog?.prob ?? 1)).toBeCloseTo(Math.SQRT2, 5);
  });
});
