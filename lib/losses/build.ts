import {
  type Objective,
  type ObjectiveInput,
  type ObjectiveKind,
  type ObjectiveSettings,
  objectiveSchema,
} from '../recipes/objective';
import { labelsLoss } from './labels';
import { logitsLoss } from './logits';
import type { Loss } from './loss';

/** One builder a method; a method in the table of settings without one here does not compile. */
const builders: { readonly [Kind in ObjectiveKind]: (settings: ObjectiveSettings[Kind]) => Loss } =
  {
    labels: labelsLoss,
    logits: logitsLoss,
  };

/** The loss that an objective describes, with or without the fields that have defaults. */
export function buildLoss(described: ObjectiveInput): Loss {
  const objective = objectiveSchema.parse(described);
  const build = builders[objective.kind] as (settings: Objective) => Loss;
  return build(objective);
}
