import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recipeSchema } from '../../lib/recipes/recipe';
import { runId, smallestInput } from '../../lib/recipes/run-id';
import { projectRoot } from '../../lib/store/project-root';
import { listRuns } from '../../lib/store/run-store';

const runs = join(projectRoot(), 'report', 'runs');

/** A run's folder beside the id that its recipe, as the file has it, gives today. */
function idOfRecord(folder: string): string {
  const { recipe, seed } = JSON.parse(readFileSync(join(runs, folder, 'run.json'), 'utf8'));
  return runId(recipeSchema.parse(recipe), seed);
}

describe('the committed runs', () => {
  it('lie in folders that are named as their recipe and seed say today', () => {
    const folders = listRuns(runs);
    expect(folders.length).toBeGreaterThanOrEqual(128);
    expect(folders.map(idOfRecord)).toEqual(folders);
  });
});

describe('smallestInput', () => {
  const term = z.strictObject({
    name: z.string(),
    weight: z.number().default(1),
    warmup: z.strictObject({ epochs: z.int(), from: z.number().default(0) }).optional(),
    layers: z.array(z.strictObject({ at: z.string(), scale: z.number().default(1) })).default([]),
  });
  const schema = z.strictObject({ terms: z.array(term), epochs: z.int().default(15) });

  it('leaves defaults out inside lists, and inside lists of these lists', () => {
    const written = {
      epochs: 15,
      terms: [
        { name: 'hard', weight: 1, layers: [] },
        { name: 'hint', weight: 2, layers: [{ at: 'block3', scale: 1 }] },
        { name: 'soft', weight: 1, warmup: { epochs: 5, from: 0 }, layers: [] },
      ],
    };
    const smallest = smallestInput(schema, schema.parse(written));
    expect(smallest).toEqual({
      terms: [
        { name: 'hard' },
        { name: 'hint', weight: 2, layers: [{ at: 'block3' }] },
        { name: 'soft', warmup: { epochs: 5 } },
      ],
    });
    expect(schema.parse(smallest)).toEqual(schema.parse(written));
  });

  it('keeps equal elements of a list, in their order', () => {
    const twice = schema.parse({ terms: [{ name: 'b' }, { name: 'a' }, { name: 'b' }] });
    expect(smallestInput(schema, twice)).toEqual({
      terms: [{ name: 'b' }, { name: 'a' }, { name: 'b' }],
    });
  });
});
