import type { ComparisonRow } from '../tables/comparison-table';
import { formatP } from '../tables/format';
import type { Row } from '../tables/row';
import { picked } from './columns';
import { comparisonColumns } from './table-columns';

/** Pairs of models image by image, McNemar's p as a reader expects it: "0.031" or "< 0.001". */
export function pairTable(pairs: readonly ComparisonRow[]): Row[] {
  return picked(
    pairs.map((pair) => ({ ...pair, mcnemarP: formatP(pair.mcnemarP) })),
    comparisonColumns,
  );
}
