import { basename } from 'node:path';
import { allShown, readNotebook } from './notebook-file';

/**
 * The notebooks to execute, as a reader of the command line asks for them.
 * @param files of all notebooks
 * @param only beginnings of notebooks' names, commas between
 * @param figure the name of a figure
 * @returns undefined when all are
 * @throws when nothing has such a name, listing the names there are
 */
export function chosenNotebooks(
  files: readonly string[],
  { only, figure }: { only?: string | undefined; figure?: string | undefined },
): readonly string[] | undefined {
  if (figure !== undefined) return [notebookOf(files, figure)];
  return only?.split(',').map((start) => {
    const found = files.filter((file) => start !== '' && basename(file).startsWith(start));
    if (found.length === 1 && found[0] !== undefined) return found[0];
    const names = files.map((file) => basename(file, '.ipynb')).join(', ');
    const many = found.length === 0 ? 'No notebook begins' : 'More than one notebook begins';
    throw new Error(`--only: ${many} with "${start}". There are: ${names}.`);
  });
}

function notebookOf(files: readonly string[], figure: string): string {
  const shown = files.flatMap((file) => allShown(readNotebook(file)).map((one) => ({ file, one })));
  const figures = shown.flatMap(({ file, one }) =>
    one.kind === 'figure' ? [{ file, name: one.name }] : [],
  );
  const found = figures.find(({ name }) => name === figure);
  if (found !== undefined) return found.file;
  const names = figures.map(({ name }) => name).join(', ');
  throw new Error(`--figure: no notebook shows "${figure}". There are: ${names}.`);
}

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
