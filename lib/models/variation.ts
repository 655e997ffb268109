import { tf } from '../engine/tensorflow';
import type { Recipe } from '../recipes/recipe';

/** What a recipe, or the images, may change in an architecture; see there. */
export interface Variation
  extends Partial<Pick<Recipe, 'dropout' | 'evaluationStatistics' | 'width'>> {
  /** How many classes the images have; 10 unless told. */
  readonly classes?: number;
}

/** A Dropout layer of that rate, or none: a model without dropout has no such layer. */
export function dropoutLayers(rate = 0): tf.layers.Layer[] {
  return rate === 0 ? [] : [tf.layers.dropout({ rate, name: 'dropout' })];
}
