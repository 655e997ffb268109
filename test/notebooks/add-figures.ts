import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../lib/figures/figure';
import type { TrialFolder } from './trial';

/** Adds a cell to the trial notebook for each figure, which it reads from a file beside it. */
export function addFigures({ folder, notebook }: TrialFolder, figures: readonly Figure[]): void {
  writeFileSync(join(folder, 'figures.json'), JSON.stringify(figures));
  const content = JSON.parse(readFileSync(notebook, 'utf8'));
  const cell = (id: string, source: string) => ({
    cell_type: 'code',
    execution_count: null,
    id,
    metadata: {},
    outputs: [],
    source,
  });
  const read = "const figures = JSON.parse(require('fs').readFileSync('figures.json', 'utf8'));";
  content.cells.splice(
    -1,
    0,
    ...figures.map(({ name }, index) =>
      cell(`figure-${name}`, `${index === 0 ? `${read}\n` : ''}await show(figures[${index}]);`),
    ),
  );
  writeFileSync(notebook, JSON.stringify(content));
}
