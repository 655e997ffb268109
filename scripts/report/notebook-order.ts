import { readNotebook } from './notebook-file';

/** By these functions of lib a notebook asks for logits recomputed from weights. */
const ASKS_FOR_LOGITS = /\b(reportResults|recomputedLogits)\b/;

/**
 * Sorts notebooks for the shortest way through all: early those that ask for no model's logits, while these are being
 * computed, and in both groups those with the most code cells first, so that none is left over when all others are
 * done. Only time depends on it: a notebook computes the logits that it does not find.
 */
export function notebookOrder(files: readonly string[]): { early: string[]; late: string[] } {
  const known = files.map((file) => {
    const code = readNotebook(file).cells.filter(({ cell_type }) => cell_type === 'code');
    return { file, code, asks: code.some(({ source }) => ASKS_FOR_LOGITS.test(source)) };
  });
  const longestFirst = known.sort((a, b) => b.code.length - a.code.length);
  const names = (asks: boolean) =>
    longestFirst.filter((it) => it.asks === asks).map(({ file }) => file);
  return { early: names(false), late: names(true) };
}
