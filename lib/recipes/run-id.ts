import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Recipe, recipeSchema } from './recipe';

/** Raised whenever the engine's results change for the same recipe and seed: old runs become others. */
export const numerics = 1;

/** How a teacher's answers reach a student (lib/training/teacher-logits.ts); part of such runs' ids. */
const teacherPrecision = 'float16';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The run's name: `<recipe name>-<8 hex digits of its hash>-s<seed>`.
 *
 * The hash covers the recipe (its teacher's run id included, the name not) and `numerics`. Fields equal
 * to their default are left out, so a new optional field leaves every id as it was.
 */
export function runId(recipe: Recipe, seed: number): string {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`runId: seed must be an integer from 0 to 2^32 - 1, got ${seed}`);
  }
  const hash = knownHashes.get(recipe) ?? recipeHash(recipe);
  if (Object.isFrozen(recipe)) knownHashes.set(recipe, hash);
  return `${recipe.name}-${hash}-s${seed}`;
}

/** Hashes of frozen recipes, which cannot change: studies ask for the same ones again and again. */
const knownHashes = new WeakMap<Recipe, string>();

/** 8 hex digits. */
function recipeHash(recipe: Recipe): string {
  const { name: _, ...rest } = withoutDefaults(recipe);
  const learned = recipe.teacher === undefined ? {} : { teacherPrecision };
  const text = JSON.stringify(sortKeys({ ...rest, ...learned, numerics } as Json));
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The smallest recipe that parses to the same one: every field that a default restores is left out. */
export function withoutDefaults(recipe: Recipe): Recipe {
  const minimal = structuredClone(recipe) as Record<string, unknown>;
  dropDefaults(minimal, () => {
    const parsed = recipeSchema.safeParse(minimal);
    return parsed.success && isDeepStrictEqual(parsed.data, recipe);
  });
  return minimal as Recipe;
}

function dropDefaults(node: Record<string, unknown>, unchanged: () => boolean): void {
  for (const [key, value] of Object.entries(node)) {
    delete node[key];
    if (unchanged()) continue;
    node[key] = value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      dropDefaults(value as Record<string, unknown>, unchanged);
    }
  }
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner as Json)]));
}
