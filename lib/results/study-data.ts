import { countRight } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';
import { runsFolder } from '../store/run-store';
import { currentStudy, reportedStudies } from '../studies/current-studies';
import { type Study, studyRuns } from '../studies/study';
import { type StudyRecords, studyRecords } from '../studies/study-records';
import type { Labels } from '../tables/model-result';
import { type StudyTables, studyTables } from '../tables/study-tables';
import { testPredictions } from './test-outputs';

/** A study with its finished runs and the tables that show it. */
export interface StudyData extends StudyTables {
  readonly study: Study;
  readonly records: StudyRecords;
}

/**
 * A study as far as its runs are there, every test accuracy counted anew from the run's answers to the test images.
 * @throws when there is no such study, or when a run's answers give another accuracy than its record states
 */
export function studyData(name: string, labels: Labels, runs = runsFolder()): StudyData {
  const study = currentStudy(name, runs);
  const records = recomputedRecords(studyRecords(study, runs), labels, runs);
  return { study, records, ...studyTables(study, records) };
}

/**
 * Every study that the report shows as far as its runs decide it, and the finished runs of all of them, every test accuracy
 * counted anew as in `studyData`.
 */
export function everyStudy(labels: Labels, runs = runsFolder()) {
  const studies = reportedStudies(runs);
  const found = new Map(studies.flatMap((study) => [...studyRecords(study, runs)]));
  return { studies, records: recomputedRecords(found, labels, runs) };
}

function recomputedRecords(records: StudyRecords, labels: Labels, runs: string): StudyRecords {
  const counted = [...records.values()].map((record) =>
    withRecomputedAccuracy(record, testPredictions(record.id, runs), labels),
  );
  return new Map(counted.map((record) => [record.id, record]));
}

/**
 * The record with its test accuracy counted from the run's predictions and the labels, which is how the
 * accuracy of runs without weights is known.
 * @param predicted the class that the run put first for each test image, [images]
 * @throws when the record states another accuracy than its predictions give
 */
export function withRecomputedAccuracy(record: RunRecord, predicted: Uint8Array, labels: Labels) {
  const right = countRight(predicted, labels);
  const recorded = record.final.testAccuracy * labels.length;
  if (Math.abs(right - recorded) > 0.5) {
    throw new Error(
      `Run ${record.id}: its record says that ${Math.round(recorded)} of ${labels.length} test images are ` +
        `right, its answers to them say ${right}. Restore the run with: git checkout -- report/runs/${record.id}`,
    );
  }
  return { ...record, final: { ...record.final, testAccuracy: right / labels.length } };
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
