import { buildModel } from '../models/build';
import { layerRows } from '../models/summary';
import type { Architecture } from '../recipes/architectures';
import { table } from '../tables/table';

/**
 * The layers of a network that have weights, in the order of computation, and their sums. An output is height × width ×
 * channels, such as 16 × 16 × 64; multiply-adds are those of one image.
 */
export function layerTable(architecture: Architecture) {
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
  const sums = { parameters: sum('parameters'), multiplyAdds: sum('multiplyAdds') };
  return table({
    name: `${architecture}-layers`,
    caption: `The layers of the ${architecture} that have weights, in the order of computation.`,
    columns: {
      layer: 'layer',
      kind: 'kind',
      output: 'output (height × width × channels)',
      parameters: 'parameters',
      multiplyAdds: 'multiply-adds per image',
    },
    rows: [...rows, { layer: 'all', kind: '', output: '', ...sums }],
  });
}

const kindNames: Readonly<Record<string, string>> = {
  Conv2D: 'convolution',
  BatchNormalization: 'batch norm',
  Dense: 'dense',
};
