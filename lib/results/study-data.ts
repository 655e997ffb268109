import { runsFolder } from '../store/run-store';
import { currentStudy, reportedStudies } from '../studies/current-studies';
import { type Study, studyRuns } from '../studies/study';
import { type StudyRecords, studyRecords } from '../studies/study-records';
import { withRecomputedAccuracy } from '../tables/recomputed-accuracy';
import { type StudyTables, studyTables } from '../tables/study-tables';
import { testPredictions } from './test-outputs';

/** A study with its finished runs and the tables that show it. */
export interface StudyData extends StudyTables {
  readonly study: Study;
  readonly records: StudyRecords;
}

/**
 * A study as far as its runs are there, every test accuracy counted anew from the run's answers to the test images.
 * @param labels of the test images, [images]
 * @throws when there is no such study, or when a run's answers give another accuracy than its record states
 */
export function studyData(name: string, labels: Uint8Array, runs = runsFolder()): StudyData {
  const study = currentStudy(name, runs);
  const records = recomputedRecords(studyRecords(study, runs), labels, runs);
  return { study, records, ...studyTables(study, records) };
}

/**
 * Every study that the report shows as far as its runs decide it, and the finished runs of all of them, every test accuracy
 * counted anew as in `studyData`.
 * @param labels of the test images, [images]
 */
export function everyStudy(labels: Uint8Array, runs = runsFolder()) {
  const studies = reportedStudies(runs);
  const found = new Map(studies.flatMap((study) => [...studyRecords(study, runs)]));
  return { studies, records: recomputedRecords(found, labels, runs) };
}

function recomputedRecords(records: StudyRecords, labels: Uint8Array, runs: string): StudyRecords {
  const counted = [...records.values()].map((record) =>
    withRecomputedAccuracy(record, { predicted: testPredictions(record.id, runs), labels }),
  );
  return new Map(counted.map((record) => [record.id, record]));
}

/**
 * The same study with some of its arms, by the names of their recipes, and the comparisons between them.
 * @throws when it has no arm of a name
 */
export function onlyArms({ study, records }: StudyData, names: readonly string[]): StudyData {
  const arms = names.map((name) => {
    const arm = study.arms.find(({ recipe }) => recipe.name === name);
    if (arm !== undefined) return arm;
    const known = study.arms.map(({ recipe }) => recipe.name).join(', ');
    throw new Error(`Study ${study.name} has no arm "${name}". There are: ${known}.`);
  });
  const comparisons = study.comparisons.filter(
    ({ arm, control }) => arms.includes(arm) && arms.includes(control),
  );
  const part = { ...study, arms, comparisons };
  const wanted = new Set(studyRuns([part]).map(({ id }) => id));
  const own = new Map([...records].filter(([id]) => wanted.has(id)));
  return { study: part, records: own, ...studyTables(part, own) };
}

/** The records of several studies, each once, for the footer. */
export function recordsOf(studies: readonly StudyData[]) {
  return [...new Map(studies.flatMap(({ records }) => [...records])).values()];
}
