import { makeFolder } from '../../lib/store/atomic-file';

/** Points of accuracy between a run's record and its weights recomputed; more means broken weights. */
const TOLERATED_POINTS = 0.05;

/**
 * Classifies the test images by the report's three models, from their weights, and leaves the logits where the
 * notebooks find them.
 * @throws when one of the three runs is missing (naming its command), or its weights do not give the accuracy in its
 * record
 */
export async function shareLogits(folder: string, note: (text: string) => void): Promise<void> {
  makeFolder(folder);
  process.env.REPORT_LOGITS = folder;
  // Loaded here, because TensorFlow reads the number of threads when it is loaded.
  const data = await import('../../lib/results/report-data');
  const { accuracyRows } = await import('../../lib/tables/accuracy-table');
  note('classifying the test images by three models');
  const records = data.inOrder(await data.reportRuns());
  const results = data.inOrder(await data.reportResults());
  const { labels } = await data.testImages();
  accuracyRows(results, labels).forEach(({ accuracyPct }, index) => {
    const record = records[index];
    if (record === undefined) return;
    const recordedPct = 100 * record.final.testAccuracy;
    if (Math.abs(recordedPct - accuracyPct) <= TOLERATED_POINTS) return;
    throw new Error(
      `Run ${record.id}: expected a test accuracy of ${recordedPct} % as in its record, recomputed ` +
        `${accuracyPct} % from its weights. Restore the run with: git checkout -- report/runs`,
    );
  });
}
