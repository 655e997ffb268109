import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { type Recipe, recipe, type recipeSchema } from './recipe';

/**
 * Reads a recipe of a reader's own from a JSON file; without a "name" it is called as the file is.
 * @param file path of a file that ends in .json
 * @throws when the file cannot be read, is no JSON, or holds no recipe, naming the file and what is wrong
 */
export function readRecipe(file: string): Recipe {
  const fields = { name: basename(file, '.json'), ...readObject(file) };
  try {
    return recipe(fields as z.input<typeof recipeSchema>);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function readObject(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `${file} cannot be read (${code}); expected a recipe as JSON. npm run train -- --list shows recipes by name.`,
    );
  }
  const parsed = parse(text, file);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new Error(
    `${file}: expected an object { "model": ..., "objective": ..., ... }, found another value.`,
  );
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`);
  }
}
