import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
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
  return smallestInput(recipeSchema, recipe) as Recipe;
}

/**
 * The smallest input that a schema parses to a value, also inside lists: fields are left out that a default
 * restores. The elements of a list all stay.
 * @param parsed what the schema gave
 */
export function smallestInput<T>(schema: z.ZodType<T>, parsed: T): unknown {
  const minimal = structuredClone(parsed);
  dropDefaults(minimal, () => {
    const again = schema.safeParse(minimal);
    return again.success && isDeepStrictEqual(again.data, parsed);
  });
  return minimal;
}

function dropDefaults(node: unknown, unchanged: () => boolean): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const element of node) dropDefaults(element, unchanged);
    return;
  }
  const fields = node as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) {
    delete fields[key];
    if (unchanged()) continue;
    fields[key] = value;
    dropDefaults(value, unchanged);
  }
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner as Json)]));
}
