import { mkdirSync } from 'node:fs';
import { readInferenceTimings } from '../../lib/study/inference-timing';
import type { Tables } from './report-tables';

/** Points of accuracy between a run's record and its weights recomputed; more means broken weights. */
const TOLERATED_POINTS = 0.05;

/**
 * The tables of the report's three runs: accuracy recomputed from weights and images, which are left in
 * `logitsFolder` for the notebooks.
 * @throws when a run is missing (naming its command), or its weights do not give its recorded accuracy
 */
export async function runTables(
  logitsFolder: string,
  note: (text: string) => void,
): Promise<Tables> {
  mkdirSync(logitsFolder, { recursive: true });
  process.env.REPORT_LOGITS = logitsFolder;
  // Loaded here, because TensorFlow reads the number of threads when it is loaded.
  const data = await import('../../lib/notebook/report-data');
  const { reportTables } = await import('./report-tables');
  note('loading runs and images');
  const records = data.inOrder(await data.reportRuns());
  note('classifying the test images by three models');
  const results = data.inOrder(await data.reportResults());
  const { labels } = await data.testImages();
  const timings = readInferenceTimings();
  const tables = reportTables({ records, results, labels, sizes: data.reportSizes(), timings });
  requireSameAccuracy(tables);
  return tables;
}

function requireSameAccuracy({ runs = [], accuracy = [] }: Tables): void {
  runs.forEach((record, index) => {
    const recorded = Number(record.testAccuracyPct);
    const recomputed = Number(accuracy[index]?.accuracyPct);
    if (Math.abs(recorded - recomputed) <= TOLERATED_POINTS) return;
    throw new Error(
      `Run ${record.run}: expected a test accuracy of ${recorded} % as in its record, recomputed ` +
        `${recomputed} % from its weights. Restore the run with: git checkout -- report/runs`,
    );
  });
}
