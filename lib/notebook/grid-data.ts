import type { GridMarks } from '../figures/grid-gains';
import { pairedGains } from '../figures/paired-gains';
import { type StudyData, studyData } from '../results/study-data';
import {
  bestCells,
  cellLabel,
  chosenCell,
  type GridCell,
  originalCell,
} from '../studies/temperature-and-weight/stages';
import { grid } from '../studies/temperature-and-weight/study';
import { type GridNoise, type GridRow, gridNoise, gridRows } from '../tables/grid-rows';
import { confirmationTitle } from './answers/grid';
import { type Display, kernelDisplay } from './display';
import { showFigure, showTable } from './show';
import { comparisonTable, comparisonTableWords } from './study-columns';

/** The grid of temperature and soft weight, as far as its runs are there. */
export interface GridData extends StudyData {
  readonly rows: readonly GridRow[];
  /** The cells that get more seeds, best first; none before the first stage is complete. */
  readonly best: readonly GridCell[];
  readonly chosen: GridCell | undefined;
  readonly noise: GridNoise | undefined;
  readonly marks: GridMarks;
}

/**
 * The grid with what its validation images choose; no test image has a say in it.
 * @param labels of the test images, [images]
 */
export function gridData(labels: Uint8Array): GridData {
  const data = studyData(grid.name, labels);
  const { study, records } = data;
  const chosen = chosenCell(records);
  const original = cellLabel(originalCell);
  return {
    ...data,
    rows: gridRows(study, records),
    best: bestCells(records),
    chosen,
    noise: gridNoise(study, records),
    marks: chosen === undefined ? { original } : { original, chosen: cellLabel(chosen) },
  };
}

/** The chosen cell's pairs and tests on the test images; nothing before a cell is chosen. */
export async function showConfirmation(
  { pairs, comparisons }: Pick<StudyData, 'pairs' | 'comparisons'>,
  display: Display = kernelDisplay,
): Promise<void> {
  if (comparisons.length === 0) return;
  const words = { name: 'chosen-cell-gains', title: confirmationTitle(comparisons) };
  await showFigure(pairedGains({ pairs, comparisons }, words), display);
  showTable(comparisonTable(comparisons), comparisonTableWords, display);
}
