import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../store/project-root';
import type { Cell } from '../tables/row';

/** What tables need of danfo's DataFrame. */
export interface DataFrame {
  readonly columns: readonly string[];
  /** Row by row. */
  readonly values: readonly (readonly Cell[])[];
}

type NewDataFrame = new (
  rows: readonly object[],
  options: { readonly columns: readonly string[] },
) => DataFrame;

/**
 * Rows as a danfo DataFrame. Danfo is required by the first table and not imported: to load it takes two seconds, and
 * its declarations are 600 files, which JupyterLab's kernel would compile before the first sentence of a notebook.
 * @param rows objects, or lists in the order of `columns`
 */
export function dataFrame(rows: readonly object[], columns: readonly string[]): DataFrame {
  const load = createRequire(join(projectRoot(), 'package.json'));
  const { DataFrame } = load('danfojs-node') as { readonly DataFrame: NewDataFrame };
  return new DataFrame(rows, { columns });
}
