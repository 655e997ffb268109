import { makeFolder } from '../../lib/store/atomic-file';
import { readInferenceTimings } from '../../lib/store/inference-timing';
import type { RunRecord } from '../../lib/store/run-record';
import type { Row } from '../../lib/tables/row';
import type { Tables } from './report-tables';

/** Points of accuracy between a run's record and its weights recomputed; more means broken weights. */
const TOLERATED_POINTS = 0.05;

/**
 * The tables of the report's three runs: accuracy recomputed from weights and images, which are left in
 * `logitsFolder` for the notebooks; and those of the studies: accuracy counted from each run's test logits.
 * @throws when one of the three is missing (naming its command), or a run's weights or logits do not give the
 * accuracy in its record
 */
export async function runTables(
  logitsFolder: string,
  note: (text: string) => void,
): Promise<Tables> {
  makeFolder(logitsFolder);
  process.env.REPORT_LOGITS = logitsFolder;
  // Loaded here, because TensorFlow reads the number of threads when it is loaded.
  const data = await import('../../lib/results/report-data');
  const { everyStudy } = await import('../../lib/results/every-study');
  const { reportTables, steady } = await import('./report-tables');
  const { studyReportTables } = await import('./study-report-tables');
  note('loading runs and images');
  const records = data.inOrder(await data.reportRuns());
  note('classifying the test images by three models');
  const results = data.inOrder(await data.reportResults());
  const { labels } = await data.testImages();
  const timings = readInferenceTimings();
  const tables = reportTables({ records, results, labels, sizes: data.reportSizes(), timings });
  requireSameAccuracy(records, tables.accuracy);
  note("counting right answers in every run's test logits");
  const [teacher, student] = results;
  const ofStudies = studyReportTables(everyStudy(labels), { teacher, student, labels });
  return {
    ...tables,
    ...Object.fromEntries(Object.entries(ofStudies).map(([name, rows]) => [name, steady(rows)])),
  };
}

function requireSameAccuracy(records: readonly RunRecord[], accuracy: readonly Row[] = []): void {
  records.forEach(({ id, final }, index) => {
    const recorded = 100 * final.testAccuracy;
    const recomputed = Number(accuracy[index]?.accuracyPct);
    if (Math.abs(recorded - recomputed) <= TOLERATED_POINTS) return;
    throw new Error(
      `Run ${id}: expected a test accuracy of ${recorded} % as in its record, recomputed ` +
        `${recomputed} % from its weights. Restore the run with: git checkout -- report/runs`,
    );
  });
}
