import type { Method } from './method';
import { originalRow } from './original-report';
import { rounded } from './row';
import { type Table, table } from './table';

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
export type SizeRow = {
  readonly model: string;
  readonly method: Method;
  readonly parameters: number;
  readonly megabytes: number;
  readonly multiplyAdds: number;
  /** How many times smaller than the first model, by each measure. */
  readonly parametersRatio: number;
  readonly megabytesRatio: number;
  readonly multiplyAddsRatio: number;
  readonly originalParameters: number | null;
  readonly originalMegabytes: number | null;
};

/**
 * Sizes by model, with ratios to the first one (the teacher).
 * @param sizes from lib/models/count; the teacher first
 */
export function sizeTable(sizes: readonly ModelSize[]): SizeRow[] {
  const first = sizes[0];
  if (first === undefined) throw new Error('sizeTable: expected at least one model, got none');
  return sizes.map((size) => ({
    model: size.model,
    method: size.method,
    parameters: size.parameters,
    megabytes: rounded(size.megabytes),
    multiplyAdds: size.multiplyAdds,
    parametersRatio: rounded(first.parameters / size.parameters),
    megabytesRatio: rounded(first.megabytes / size.megabytes),
    multiplyAddsRatio: rounded(first.multiplyAdds / size.multiplyAdds),
    originalParameters: originalRow(size.method)?.parameters ?? null,
    originalMegabytes: originalRow(size.method)?.megabytes ?? null,
  }));
}

/** Sizes of the networks. */
export function sizesTable(rows: readonly SizeRow[]): Table<SizeRow> {
  return table({
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
    rows,
  });
}
