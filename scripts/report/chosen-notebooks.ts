import { basename } from 'node:path';
import { allShown, readNotebook } from './notebook-file';

/** What a reader of the command line asks for. */
export interface Choice {
  /** Beginnings of notebooks' names, commas between. */
  readonly only?: string | undefined;
  /** The name of a figure. */
  readonly figure?: string | undefined;
}

/**
 * The notebooks to execute.
 * @param files of all notebooks
 * @returns undefined when all are
 * @throws when nothing has such a name, listing the names there are
 */
export function chosenNotebooks(
  files: readonly string[],
  { only, figure }: Choice,
): readonly string[] | undefined {
  if (figure !== undefined) return [notebookOf(files, figure)];
  if (only === undefined) return undefined;
  return only.split(',').map((start) => {
    const found = files.filter((file) => start !== '' && basename(file).startsWith(start));
    if (found.length === 1 && found[0] !== undefined) return found[0];
    const names = files.map((file) => basename(file, '.ipynb')).join(', ');
    const many = found.length === 0 ? 'No notebook begins' : 'More than one notebook begins';
    throw new Error(`--only: ${many} with "${start}". There are: ${names}.`);
  });
}

function notebookOf(files: readonly string[], figure: string): string {
  const names: string[] = [];
  for (const file of files) {
    for (const one of allShown(readNotebook(file))) {
      if (one.kind !== 'figure') continue;
      if (one.name === figure) return file;
      names.push(one.name);
    }
  }
  throw new Error(`--figure: no notebook shows "${figure}". There are: ${names.join(', ')}.`);
}
