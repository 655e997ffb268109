import { describe, expect, it } from 'vitest';
import { buildLoss } from '../../lib/losses/build';
import { type RecipeInput, recipe } from '../../lib/recipes/recipe';
import { smallRecipe } from '../support/small-recipe';

/** What the recipe says to these fields. */
function said(fields: object): string {
  try {
    recipe({ ...smallRecipe, ...fields } as RecipeInput);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a recipe that is refused', () => {
  it.each([
    [{ width: 0 }, 'Too small: expected number to be >0, found 0\n  → at width'],
    [{ width: '2' }, 'Invalid input: expected number, found "2"\n  → at width'],
    [{ epochs: Number.NaN }, 'found NaN\n  → at epochs'],
    [{ epochs: undefined }, 'Invalid input: expected number, found nothing\n  → at epochs'],
    [{ model: 'vgg' }, 'found "vgg"\n  → at model'],
    [{ name: 'A b' }, 'a slug such as student-alone, found "A b"\n  → at name'],
    [{ objective: { kind: 'lables' } }, 'found "lables"\n  → at objective.kind'],
    [
      { augmentation: { crop: 4, padding: 'zero', flip: 3 } },
      'Invalid input: expected boolean or "alternating", found 3\n  → at augmentation.flip',
    ],
    [
      { objective: { kind: 'terms', terms: [{ kind: 'kd', weight: -1, temperature: 4 }] } },
      'found -1\n  → at objective.terms[0].weight',
    ],
    [
      { objective: { kind: 'logits', temperature: 4, softWeight: 0, hardWeight: 0 } },
      'All weights are 0, so nothing would be learned: give one a weight above 0',
    ],
    [
      { objective: { kind: 'terms', terms: [{ kind: 'cross-entropy', weight: 0 }] } },
      'All weights are 0, so nothing would be learned',
    ],
  ])('says what it found: %o', (fields, words) => expect(said(fields)).toContain(words));

  it('names a field that it does not know', () => {
    expect(said({ widht: 2 })).toMatch(
      /^Recipe refused\.\n✖ Unknown field "widht"; the fields are "name", "model", "width", .*"limit"$/,
    );
    expect(said({ schedule: { kind: 'step', evry: 2, every: 2, factor: 1 } })).toBe(
      'Recipe refused.\n✖ Unknown field "evry"; the fields are "kind", "every", "factor"\n  → at schedule',
    );
  });

  it('shows the beginning of a long value', () => {
    expect(said({ width: 'x'.repeat(500) })).toMatch(/found "x{79}…\n/);
  });
});

it('an objective that is refused says the same, not in JSON', () => {
  const cold = { kind: 'logits', temperature: 0, softWeight: 1, hardWeight: 0 } as const;
  expect(() => buildLoss(cold)).toThrow(
    /^Objective refused\.\n✖ Too low: .*found 0\n {2}→ at temperature$/,
  );
});
