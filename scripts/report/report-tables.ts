import { classNames } from '../../lib/data/cifar10';
import { gradients } from '../../lib/results/soft-quantities';
import type { InferenceTiming } from '../../lib/store/inference-timing';
import type { RunRecord } from '../../lib/store/run-record';
import { accuracyTable } from '../../lib/tables/accuracy-table';
import { compareModels } from '../../lib/tables/comparison-table';
import { confusionRows } from '../../lib/tables/confusion-rows';
import { historyRows } from '../../lib/tables/history-rows';
import type { ModelResult } from '../../lib/tables/model-result';
import { perClassRows } from '../../lib/tables/per-class-rows';
import { calibrationTable, reliabilityRows } from '../../lib/tables/reliability-rows';
import { type Row, rounded } from '../../lib/tables/row';
import { type ModelSize, sizeTable } from '../../lib/tables/size-table';
import { timingTable } from '../../lib/tables/timing-table';

/** Everything that the tables are made of; the models in reading order, the teacher first. */
export interface TableSources {
  readonly records: readonly [RunRecord, RunRecord, RunRecord];
  readonly results: readonly [ModelResult, ModelResult, ModelResult];
  readonly labels: Uint8Array;
  readonly sizes: readonly ModelSize[];
  readonly timings: readonly InferenceTiming[];
}

/** Tables by name; the name of a file in report/tables. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Enough to quote, few enough that another processor's last bits do not show. */
const DIGITS = 6;

/** Every table that follows from runs, labels and timings alone. */
export function reportTables({ records, results, labels, sizes, timings }: TableSources): Tables {
  const [teacher, alone, distilled] = results;
  const tables: Record<string, readonly Row[]> = {
    accuracy: accuracyTable(results, labels),
    calibration: calibrationTable(results, labels),
    comparison: [
      compareModels(alone, distilled, labels),
      compareModels(teacher, alone, labels),
      compareModels(teacher, distilled, labels),
    ],
    confusion: results.flatMap((result) => confusionRows(result, labels, classNames)),
    history: historyRows(records),
    'per-class': perClassRows(results, labels, classNames),
    reliability: reliabilityRows(results, labels),
    sizes: sizeTable(sizes),
    'temperature-gradient': gradients(teacher, alone, labels),
    ...(timings.length > 0 ? { timings: timingTable(timings) } : {}),
  };
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, steady(rows)]));
}

/** Rows with their fractions cut to six significant digits. */
export function steady(rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'number' && !Number.isInteger(value) ? rounded(value, DIGITS) : value,
      ]),
    ),
  );
}
