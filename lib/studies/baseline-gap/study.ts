import { type Recipe, recipe } from '../../recipes/recipe';
import { studentAlone } from '../original';
import { alone } from '../original-recipe/study';
import { screeningSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { variant } from '../variant';

const { augmentation: _, ...notAugmented } = studentAlone;

function suspect(label: string, changed: Recipe): Arm {
  return { label, recipe: changed, seeds: screeningSeeds, role: 'student', family: 'control' };
}

export const baselineGap: Study = {
  name: 'baseline-gap',
  question: 'What may have held the original plain student seven points below its recipe?',
  arms: [
    { ...alone, seeds: screeningSeeds },
    suspect('no augmentation', recipe({ ...notAugmented, name: 'gap-no-augmentation' })),
    suspect(
      'learning rate halved every 5 epochs',
      variant(studentAlone, 'gap-step-5-half', {
        schedule: { kind: 'step', every: 5, factor: 0.5 },
      }),
    ),
    suspect(
      'dropout 0.5 before the last layer',
      variant(studentAlone, 'gap-dropout', { dropout: 0.5 }),
    ),
    suspect(
      'batch norm evaluated with its initial statistics',
      variant(studentAlone, 'gap-initial-statistics', { evaluationStatistics: 'initial' }),
    ),
  ],
  comparisons: [],
};
