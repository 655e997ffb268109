import type { Row } from '../../lib/tables/row';
import type { ShownFigure } from './outputs';

type Trace = ShownFigure['data'][number];

/**
 * What a figure draws, as rows for a CSV file: one row a mark, with the trace it belongs to. Empty for
 * figures that show nothing but pictures.
 */
export function figureRows({ data }: Pick<ShownFigure, 'data'>): Row[] {
  const rows = data.flatMap((trace, index) =>
    Array.isArray(trace.z) ? heatmapRows(trace, index) : markRows(trace, index),
  );
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
  );
}

function markRows(trace: Trace, index: number): Row[] {
  const x = list(trace.x);
  const y = list(trace.y);
  const above = { x: spread(trace.error_x, 'array'), y: spread(trace.error_y, 'array') };
  const below = { x: spread(trace.error_x, 'arrayminus'), y: spread(trace.error_y, 'arrayminus') };
  return Array.from({ length: Math.max(x.length, y.length) }, (_, at) => ({
    trace: traceName(trace, index),
    ...cellAt('x', x, at),
    ...cellAt('y', y, at),
    ...cellAt('xMinus', below.x, at),
    ...cellAt('xPlus', above.x, at),
    ...cellAt('yMinus', below.y, at),
    ...cellAt('yPlus', above.y, at),
  }));
}

function heatmapRows(trace: Trace, index: number): Row[] {
  const x = list(trace.x);
  const y = list(trace.y);
  return list(trace.z).flatMap((line, row) =>
    list(line).flatMap((value, column) =>
      value === null
        ? []
        : [
            {
              trace: traceName(trace, index),
              ...cellAt('x', x, column),
              ...cellAt('y', y, row),
              ...cellAt('z', [value], 0),
            },
          ],
    ),
  );
}

function traceName(trace: Trace, index: number): string {
  return typeof trace.name === 'string' && trace.name !== '' ? trace.name : `trace ${index + 1}`;
}

function spread(error: unknown, side: 'array' | 'arrayminus'): readonly unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const sides = error as Partial<Record<'array' | 'arrayminus', unknown>>;
  return list(sides[side] ?? sides.array);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function cellAt(column: string, values: readonly unknown[], at: number): Row {
  const value = values[at];
  return typeof value === 'string' || typeof value === 'number' ? { [column]: value } : {};
}
