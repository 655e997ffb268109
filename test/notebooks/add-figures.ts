import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../lib/figures/figure';
import type { TrialFolder } from './trial';

/** Adds a cell to the trial notebook that shows figures, which it reads from a file beside it. */
export function addFigures({ folder, notebook }: TrialFolder, figures: readonly Figure[]): void {
  writeFileSync(join(folder, 'figures.json'), JSON.stringify(figures));
  const content = JSON.parse(readFileSync(notebook, 'utf8'));
  content.cells.splice(-1, 0, {
    cell_type: 'code',
    execution_count: null,
    id: 'further-figures',
    metadata: {},
    outputs: [],
    source: // one cell: the compiler takes a third of a second for each
      "const figures = JSON.parse(require('fs').readFileSync('figures.json', 'utf8'));\n" +
      'for (const figure of figures) await show(figure);',
  });
  writeFileSync(notebook, JSON.stringify(content));
}
