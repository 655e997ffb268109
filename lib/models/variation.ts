import { tf } from '../engine/tensorflow';
import type { Recipe } from '../recipes/recipe';

/** What a recipe may change in an architecture; see there. */
export type Variation = Partial<Pick<Recipe, 'dropout' | 'evaluationStatistics' | 'width'>>;

/** A Dropout layer of that rate, or none: a model without dropout has no such layer. */
export function dropoutLayers(rate = 0): tf.layers.Layer[] {
  return rate === 0 ? [] : [tf.layers.dropout({ rate, name: 'dropout' })];
}
