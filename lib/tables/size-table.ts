import type { InferenceTiming } from '../store/inference-timing';
import type { Method } from './method';
import { originalRow } from './original-report';
import { type RowOf, rounded } from './row';
import type { ArmRow } from './seed-rows';
import { tableOf } from './table';
import { timingTable } from './timing-table';

/** What counting a model gives. */
export interface ModelSize {
  readonly model: string;
  readonly method: Method;
  readonly parameters: number;
  /** Parameters and buffers, in units of 2^20 bytes. */
  readonly megabytes: number;
  /** Of one image's forward pass. */
  readonly multiplyAdds: number;
}

/** A model's size beside the first model's and the original report's. */
export type SizeRow = RowOf<typeof sizeTable>;

/**
 * Sizes by model, with how many times smaller than the first one (the teacher) each is.
 * @param sizes from lib/models/count; the teacher first
 */
export function sizeTable(sizes: readonly ModelSize[]) {
  const first = sizes[0];
  if (first === undefined) throw new Error('sizeTable: expected at least one model, got none');
  return sizes.map((size) => ({
    ...size,
    megabytes: rounded(size.megabytes),
    parametersRatio: rounded(first.parameters / size.parameters),
    megabytesRatio: rounded(first.megabytes / size.megabytes),
    multiplyAddsRatio: rounded(first.multiplyAdds / size.multiplyAdds),
    originalParameters: originalRow(size.method)?.parameters ?? null,
    originalMegabytes: originalRow(size.method)?.megabytes ?? null,
  }));
}

/** What networks take. */
interface NetworkCosts {
  readonly sizes: readonly SizeRow[];
  readonly timing: InferenceTiming | undefined;
  /** Images in a timed pass. */
  readonly batch: number;
}

/**
 * Size, median time of a forward pass of `batch` images (null where nothing was timed) and accuracy over n runs by arm;
 * arms of one family have one network.
 */
export function modelCostRows(arms: readonly ArmRow[], { sizes, timing, batch }: NetworkCosts) {
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
export const modelCostTable = tableOf<RowOf<typeof modelCostRows>>({
  name: 'model-costs',
  key: ['model'],
  caption: ([first]) =>
    `Parameters, size and multiply-adds of one image are counted; the time is the median of a forward pass of ` +
    `${first?.batch} images; test accuracy is the mean over n seeds with its standard deviation.`,
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
});
