import { buildModel } from '../models/build';
import { countMultiplyAdds, countParameters, sizeMegabytes } from '../models/count';
import type { Recipe } from '../recipes/recipe';

/** Parameters, MB of 2^20 bytes and multiply-adds of an image, counted from the graph of a recipe's network. */
export function networkSize(recipe: Recipe) {
  const model = buildModel(recipe.model, 0, recipe);
  const size = {
    parameters: countParameters(model),
    megabytes: sizeMegabytes(model),
    multiplyAdds: countMultiplyAdds(model),
  };
  model.dispose();
  return size;
}
