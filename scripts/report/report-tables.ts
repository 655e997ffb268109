import { gradients } from '../../lib/results/soft-quantities';
import type { RunRecord } from '../../lib/store/run-record';
import { accuracyTable } from '../../lib/tables/accuracy-table';
import { historyRows } from '../../lib/tables/history-rows';
import type { ModelResult } from '../../lib/tables/model-result';
import { type Row, rounded } from '../../lib/tables/row';

/** Everything that the tables are made of; the models in reading order, the teacher first. */
export interface TableSources {
  readonly records: readonly [RunRecord, RunRecord, RunRecord];
  readonly results: readonly [ModelResult, ModelResult, ModelResult];
  readonly labels: Uint8Array;
}

/** Tables by name; the name of a file in report/tables. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Enough to quote, few enough that another processor's last bits do not show. */
const DIGITS = 6;

/** Every table that follows from runs and labels alone. */
export function reportTables({ records, results, labels }: TableSources): Tables {
  const [teacher, alone] = results;
  const tables: Record<string, readonly Row[]> = {
    accuracy: accuracyTable(results, labels),
    history: historyRows(records),
    runs: records.map(runRow),
    'temperature-gradient': gradients(teacher, alone, labels),
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

function runRow(record: RunRecord): Row {
  const { id, seed, environment, images, final, parameters, recipe } = record;
  return {
    run: id,
    recipe: recipe.name,
    seed,
    epochs: recipe.epochs,
    parameters,
    trainingImages: images.training,
    validationAccuracyPct:
      final.validationAccuracy === undefined ? null : 100 * final.validationAccuracy,
    testAccuracyPct: 100 * final.testAccuracy,
    testCrossEntropy: final.testLoss,
    tensorflow: environment.tensorflow,
    threads: environment.threads,
    processor: environment.processor,
    dataChecksum: record.dataChecksum,
    weightsChecksum: record.weightsChecksum,
  };
}
