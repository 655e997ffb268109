import type { InferenceTiming } from '../store/inference-timing';
import type { Method } from './method';
import type { ArmRow } from './seed-rows';
import type { SizeRow } from './size-table';
import { type Table, table } from './table';
import { timingTable } from './timing-table';

/** What a model takes, and how accurate it is. */
export type ModelCostRow = {
  readonly model: string;
  readonly method: Method;
  readonly parameters: number;
  readonly megabytes: number;
  readonly multiplyAdds: number;
  /** Median time of a forward pass of `batch` images; null where nothing was timed. */
  readonly batch: number;
  readonly medianMs: number | null;
  /** Runs. */
  readonly n: number;
  readonly testMeanPct: number | null;
  readonly testSdPct: number | null;
};

/** What networks take. */
export interface NetworkCosts {
  readonly sizes: readonly SizeRow[];
  readonly timing: InferenceTiming | undefined;
  /** Images in a timed pass. */
  readonly batch: number;
}

/** Size, time and accuracy by arm; arms of one family have one network. */
export function modelCostRows(
  arms: readonly ArmRow[],
  { sizes, timing, batch }: NetworkCosts,
): ModelCostRow[] {
  const times = timing === undefined ? [] : timingTable([timing]);
  return arms.map(({ arm, method, n, testMeanPct, testSdPct }) => {
    const network = method === 'teacher' ? 'teacher' : 'student';
    const size = sizes.find((row) => row.method === method);
    if (size === undefined) throw new Error(`modelCostRows: no size of ${arm} (${method}).`);
    const { parameters, megabytes, multiplyAdds } = size;
    const time = times.find((row) => row.network === network && row.batch === batch);
    const counted = { parameters, megabytes, multiplyAdds };
    const medianMs = time?.medianMs ?? null;
    return { model: arm, method, ...counted, batch, medianMs, n, testMeanPct, testSdPct };
  });
}

/** Size, time and accuracy side by side. */
export function modelCostTable(rows: readonly ModelCostRow[]): Table<ModelCostRow> {
  return table({
    name: 'model-costs',
    key: ['model'],
    caption:
      `Parameters, size and multiply-adds of one image are counted; the time is the median of a forward pass of ` +
      `${rows[0]?.batch} images; test accuracy is the mean over n seeds with its standard deviation.`,
    columns: {
      model: 'model',
      parameters: 'parameters',
      megabytes: ['size (MB)', 2],
      multiplyAdds: 'multiply-adds',
      medianMs: ['time (ms)', 1],
      n: 'n',
      testMeanPct: ['test accuracy (%)', 2],
      testSdPct: ['sd', 2],
    },
    rows,
  });
}
