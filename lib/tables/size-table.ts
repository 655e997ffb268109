import type { Method } from './method';
import { originalRow } from './original-report';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

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
  return sizes.map(({ model, method, parameters, megabytes, multiplyAdds }) => ({
    model,
    method,
    parameters,
    megabytes: rounded(megabytes),
    multiplyAdds,
    parametersRatio: rounded(first.parameters / parameters),
    megabytesRatio: rounded(first.megabytes / megabytes),
    multiplyAddsRatio: rounded(first.multiplyAdds / multiplyAdds),
    originalParameters: originalRow(method)?.parameters ?? null,
    originalMegabytes: originalRow(method)?.megabytes ?? null,
  }));
}

/** Sizes of the networks. */
export const sizesTable = tableOf<SizeRow>({
  name: 'sizes',
  key: ['model'],
  caption: 'Counted from the networks; MB is 2^20 bytes of parameters and buffers.',
  columns: {
    model: 'model',
    parameters: 'parameters',
    megabytes: ['size (MB)', 2],
    multiplyAdds: 'multiply-adds an image',
    parametersRatio: ['times fewer parameters', 1],
    megabytesRatio: ['times smaller', 1],
    multiplyAddsRatio: ['times fewer multiply-adds', 1],
  },
});
