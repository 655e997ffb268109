import type { Recipe } from '../../recipes/recipe';
import { recipe } from '../../recipes/recipe';
import type { TermInput } from '../../terms/terms';
import { studentDistilled } from '../original';
import type { Arm, Study } from '../study';

/** One seed each: shows that a method trains, says nothing about how good it is. */
const seeds = [8] as const;

/** The original student with cross-entropy and one further term. */
function withTerm(name: string, term: TermInput): Recipe {
  return recipe({
    ...studentDistilled,
    name: `method-${name}`,
    objective: { kind: 'terms', terms: [{ kind: 'cross-entropy', weight: 1 }, term] },
  });
}

function arm(label: string, named: Recipe): Arm {
  return { label, recipe: named, seeds, role: 'student', family: 'distilled' };
}

/** Maps of equal size in both networks: 8x8, 4x4 and 2x2. */
const pairs = [
  { student: 'relu2', teacher: 'stage1' },
  { student: 'relu3', teacher: 'stage2' },
  { student: 'relu4', teacher: 'stage3' },
];

/** Weights as in public collections of methods, beside cross-entropy with weight 1. */
export const methods: Study = {
  name: 'methods',
  question:
    'Do methods that look at features, or decouple the logits, train in the original regime?',
  arms: [
    arm(
      'hint',
      withTerm('hint', { kind: 'hint', weight: 100, student: 'relu3', teacher: 'stage2' }),
    ),
    arm(
      'attention transfer',
      withTerm('attention-transfer', { kind: 'attention-transfer', weight: 1000, pairs }),
    ),
    arm(
      'similarity-preserving',
      withTerm('similarity-preserving', {
        kind: 'similarity-preserving',
        weight: 3000,
        student: 'relu4',
        teacher: 'stage3',
      }),
    ),
    arm('DKD', withTerm('dkd', { kind: 'dkd', weight: 1, temperature: 4, warmupEpochs: 5 })),
  ],
  comparisons: [],
  inReport: 'never',
};
