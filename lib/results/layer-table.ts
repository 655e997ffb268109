import { buildModel } from '../models/build';
import { layerRows } from '../models/summary';
import type { Architecture } from '../recipes/architectures';
import { type Table, table } from '../tables/table';

/** A layer that has weights, or all of them together. */
export type LayerTableRow = {
  readonly layer: string;
  readonly kind: string;
  /** Height × width × channels, such as 16 × 16 × 64. */
  readonly output: string;
  readonly parameters: number;
  /** Of one image. */
  readonly multiplyAdds: number;
};

/** The layers of a network that have weights, in the order of computation, and their sums. */
export function layerTable(architecture: Architecture): Table<LayerTableRow> {
  const model = buildModel(architecture, 0);
  const layers = layerRows(model).filter(({ parameters }) => parameters > 0);
  model.dispose();
  const rows = layers.map(({ layer, kind, output, parameters, multiplyAdds }) => ({
    layer,
    kind: kindNames[kind] ?? kind,
    output: output.replaceAll('x', ' × '),
    parameters,
    multiplyAdds,
  }));
  const sum = (column: 'parameters' | 'multiplyAdds') =>
    rows.reduce((total, row) => total + row[column], 0);
  const all = {
    layer: 'all',
    kind: '',
    output: '',
    parameters: sum('parameters'),
    multiplyAdds: sum('multiplyAdds'),
  };
  return table({
    name: `${architecture}-layers`,
    caption: `The layers of the ${architecture} that have weights, in the order of computation.`,
    columns: {
      layer: 'layer',
      kind: 'kind',
      output: 'output (height × width × channels)',
      parameters: 'parameters',
      multiplyAdds: 'multiply-adds an image',
    },
    rows: [...rows, all],
  });
}

const kindNames: Readonly<Record<string, string>> = {
  Conv2D: 'convolution',
  BatchNormalization: 'batch norm',
  Dense: 'dense',
};
