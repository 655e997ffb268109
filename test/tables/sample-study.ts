import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import type { Arm, Family, Study } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import { recordOf } from './sample-results';

const seeds = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const families: Readonly<Record<string, Family>> = {
  'student-alone': 'alone',
  'student-distilled': 'distilled',
};

/** An arm of eight seeds whose name decides its recipe; only the distilled student learns from a teacher. */
export function sampleArm(name: string, epochs: number): Arm {
  const { recipe: base } = recordOf(name === 'student-distilled' ? 'logits' : 'labels');
  const family = families[name] ?? 'control';
  const label = name.replace('-', ' ');
  return { label, recipe: recipe({ ...base, name, epochs }), seeds, role: 'student', family };
}

const alone = sampleArm('student-alone', 1);
const distilled = sampleArm('student-distilled', 2);
const broken = sampleArm('broken', 3);

/** A control and two arms that are compared with it. */
export const sampleStudy: Study = {
  name: 'trial',
  question: 'Does it help?',
  arms: [alone, distilled, broken],
  comparisons: [
    { arm: distilled, control: alone },
    { arm: broken, control: alone },
  ],
};

/** Finished runs with these test accuracies in percent, by arm and seed; validation lies 1 point higher. */
export function recordsOf(
  accuracies: Readonly<Record<string, readonly (number | undefined)[]>>,
  { arms }: Study = sampleStudy,
): StudyRecords {
  const records = Object.entries(accuracies).flatMap(([name, pcts]) =>
    pcts.flatMap((pct, seed) => (pct === undefined ? [] : [finished(arms, { name, seed, pct })])),
  );
  return new Map(records.map((record) => [record.id, record]));
}

function finished(
  arms: readonly Arm[],
  { name, seed, pct }: { readonly name: string; readonly seed: number; readonly pct: number },
): RunRecord {
  const arm = arms.find((one) => one.recipe.name === name);
  if (arm === undefined) throw new Error(`no arm ${name}`);
  return {
    ...recordOf('labels'),
    id: runId(arm.recipe, seed),
    recipe: arm.recipe,
    seed,
    final: { validationAccuracy: (pct + 1) / 100, testAccuracy: pct / 100, testLoss: 1 },
  };
}
