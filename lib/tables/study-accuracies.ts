import type { Study } from '../studies/studies';
import type { StudyRecords } from '../studies/study-records';
import { type AccuracyRow, recordedAccuracy } from './accuracy-table';
import { armMethod, armRecords } from './seed-rows';

/**
 * The test accuracies in the records of a study's finished runs, one row a run, arm by arm, under the arms'
 * labels. A variant of a student stands beside the original report's figure of that student.
 * @param names recipe names of the arms wanted, in the order wanted; all arms of the study unless told
 * @throws when the study has no arm of a name
 */
export function studyAccuracies(
  study: Study,
  records: StudyRecords,
  names: readonly string[] = study.arms.map(({ recipe }) => recipe.name),
): AccuracyRow[] {
  return names.flatMap((name) => {
    const arm = study.arms.find(({ recipe }) => recipe.name === name);
    if (arm === undefined) throw new Error(`studyAccuracies: ${study.name} has no arm "${name}"`);
    const { label: model, recipe } = arm;
    return armRecords(arm, records).map((record) => ({
      ...recordedAccuracy(record),
      model,
      method: armMethod(recipe),
    }));
  });
}
