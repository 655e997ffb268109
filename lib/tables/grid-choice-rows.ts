import type { StudyRecords } from '../studies/study-records';
import {
  bestCells,
  cellLabel,
  chosenCell,
  isSameCell,
} from '../studies/temperature-and-weight/stages';
import { type Table, table } from './table';

/** A cell that the first two seeds put among the best. */
export type GridChoiceRow = {
  readonly cell: string;
  readonly temperature: number;
  readonly softWeight: number;
  /** By the mean gain of the first two seeds on the validation images, 1 the best. */
  readonly rank: number;
  /** Whether it has the highest mean gain over all its seeds. */
  readonly chosen: boolean;
};

/** The cells that the validation images prefer, best first, and which of them is chosen. */
export function gridChoiceRows(records: StudyRecords): GridChoiceRow[] {
  const chosen = chosenCell(records);
  return bestCells(records).map((cell, at) => ({
    cell: cellLabel(cell),
    ...cell,
    rank: at + 1,
    chosen: chosen !== undefined && isSameCell(cell, chosen),
  }));
}

/** The best cells and the chosen one. */
export function gridChoiceTable(rows: readonly GridChoiceRow[]): Table<GridChoiceRow> {
  return table({
    name: 'grid-choice',
    key: ['cell'],
    caption: 'The best five cells by their first two seeds, and the one chosen over six.',
    columns: { cell: 'cell', rank: 'rank by two seeds', chosen: 'chosen' },
    rows,
  });
}
