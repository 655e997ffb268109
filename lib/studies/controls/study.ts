import { studentAlone, studentDistilled } from '../original';
import type { Arm, Study } from '../studies';
import { gridRecipe } from '../temperature-and-weight/recipes';
import { variant } from '../variant';

/** Seeds that no earlier study used, and that therefore chose nothing. */
const freshSeeds = [8, 9, 10, 11, 12, 13, 14, 15] as const;
const allSeeds = [0, 1, 2, 3, 4, 5, 6, 7, ...freshSeeds] as const;

const searched = gridRecipe(2, 0.5);
const constant = { schedule: { kind: 'constant' } } as const;

const arms: readonly Arm[] = [
  { label: 'student alone', recipe: studentAlone, seeds: allSeeds },
  { label: 'student distilled', recipe: studentDistilled, seeds: allSeeds },
  { label: 'searched cell (T = 2, soft 0.5)', recipe: searched, seeds: allSeeds },
  {
    label: 'alone, cross-entropy times 0.3',
    recipe: variant(studentAlone, 'control-ce-weight-30', {
      objective: { kind: 'labels', weight: 0.3 },
    }),
    seeds: freshSeeds,
  },
  {
    label: 'alone, label smoothing 0.1',
    recipe: variant(studentAlone, 'control-label-smoothing', {
      objective: { kind: 'labels', smoothing: 0.1 },
    }),
    seeds: freshSeeds,
  },
  {
    label: 'alone, constant learning rate',
    recipe: variant(studentAlone, 'control-constant-alone', constant),
    seeds: freshSeeds,
  },
  {
    label: 'distilled, constant learning rate',
    recipe: variant(studentDistilled, 'control-constant-distilled', constant),
    seeds: freshSeeds,
  },
  {
    label: 'searched cell, constant learning rate',
    recipe: variant(searched, 'control-constant-searched', constant),
    seeds: freshSeeds,
  },
];

/**
 * The original regime with 16 seeds, and what else could explain a gain: distillation's hard term without its
 * soft one, softer labels, and the learning-rate drop, before which the distilled student leads and after which
 * it does not.
 */
export const controls: Study = {
  name: 'controls',
  question:
    'Is it distillation that helps, and does its early lead outlast the learning-rate drop?',
  arms,
  comparisons: [
    { arm: 'student-distilled', control: 'student-alone' },
    { arm: searched.name, control: 'student-alone' },
    { arm: 'control-ce-weight-30', control: 'student-alone' },
    { arm: 'control-label-smoothing', control: 'student-alone' },
    { arm: 'control-constant-distilled', control: 'control-constant-alone' },
    { arm: 'control-constant-searched', control: 'control-constant-alone' },
  ],
  hiddenUntilComplete: true,
};
