import { readFileSync } from 'node:fs';
import { z } from 'zod';

const notebookSchema = z.object({
  cells: z.array(
    z.object({
      cell_type: z.string(),
      source: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]),
    }),
  ),
});

/** In which order notebooks are executed. */
export interface NotebookOrder {
  /** Those that ask for no model's logits, so that they need not wait for them. */
  readonly early: readonly string[];
  readonly late: readonly string[];
}

/** By these functions of lib a notebook asks for logits recomputed from weights. */
const ASKS_FOR_LOGITS = /\b(reportResults|recomputedLogits)\b/;

/**
 * Sorts notebooks for the shortest way through all: those that need no logits first, while the logits are
 * being computed, and in both groups those with the most code cells first, so that none is left over when
 * all others are done. Only time depends on it: a notebook computes the logits that it does not find.
 * @param files notebooks
 */
export function notebookOrder(files: readonly string[]): NotebookOrder {
  const known = files.map((file) => ({ file, ...codeOf(file) }));
  const longestFirst = known.sort((a, b) => b.cells - a.cells);
  const names = (asks: boolean) =>
    longestFirst.filter(({ code }) => ASKS_FOR_LOGITS.test(code) === asks).map(({ file }) => file);
  return { early: names(false), late: names(true) };
}

function codeOf(file: string): { code: string; cells: number } {
  const { cells } = notebookSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source);
  return { code: code.join('\n'), cells: code.length };
}
