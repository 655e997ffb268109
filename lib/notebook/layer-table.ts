import { buildModel } from '../models/build';
import { layerRows } from '../models/summary';
import type { Recipe } from '../recipes/recipe';
import type { Row } from '../tables/row';

/** The layers of a network that have weights, and their sums. */
export function layerTable(architecture: Recipe['model']): Row[] {
  const model = buildModel(architecture, 0);
  const layers = layerRows(model).filter(({ parameters }) => parameters > 0);
  model.dispose();
  const rows = layers.map(({ layer, kind, output, parameters, multiplyAdds }) => ({
    layer,
    kind: kindNames[kind] ?? kind,
    'output (height × width × channels)': output.replaceAll('x', ' × '),
    parameters,
    'multiply-adds': multiplyAdds,
  }));
  const sum = (column: 'parameters' | 'multiply-adds') =>
    rows.reduce((total, row) => total + row[column], 0);
  return [
    ...rows,
    {
      layer: 'all',
      kind: '',
      'output (height × width × channels)': '',
      parameters: sum('parameters'),
      'multiply-adds': sum('multiply-adds'),
    },
  ];
}

const kindNames: Readonly<Record<string, string>> = {
  Conv2D: 'convolution',
  BatchNormalization: 'batch norm',
  Dense: 'dense',
};
