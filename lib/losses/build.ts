import {
  type Objective,
  type ObjectiveInput,
  type ObjectiveKind,
  type ObjectiveSettings,
  objectiveSchema,
} from '../recipes/objective';
import { parseStrictly, refusalLines } from '../recipes/refusal';
import { buildTerm, type TermSettings } from '../terms/terms';
import { labelsLoss } from './labels';
import { logitsLoss } from './logits';
import type { Loss, WeightedTerm } from './loss';

const builders: { readonly [Kind in ObjectiveKind]: (settings: ObjectiveSettings[Kind]) => Loss } =
  {
    labels: labelsLoss,
    logits: logitsLoss,
    terms: ({ terms }) =>
      withUniqueNames(
        terms.map((settings) => ({
          term: buildTerm(settings as TermSettings),
          weight: settings.weight,
          warmupEpochs: settings.warmupEpochs,
        })),
      ),
  };

/**
 * The loss that an objective describes, with or without the fields that have defaults.
 * @throws with one line a field that is wrong
 */
export function buildLoss(described: ObjectiveInput): Loss {
  const parsed = parseStrictly(objectiveSchema, described);
  if (!parsed.success) {
    throw new Error(`Objective refused.\n${refusalLines(parsed.error, described)}`);
  }
  const objective = parsed.data;
  const build = builders[objective.kind] as (settings: Objective) => Loss;
  return build(objective);
}

/** The second term of a name becomes "name 2", and so on: records tell terms apart by name. */
export function withUniqueNames(terms: readonly WeightedTerm[]): Loss {
  const seen = new Map<string, number>();
  return terms.map(({ term, ...weighting }) => {
    const count = (seen.get(term.name) ?? 0) + 1;
    seen.set(term.name, count);
    const name = count === 1 ? term.name : `${term.name} ${count}`;
    return { ...weighting, term: { ...term, name } };
  });
}
