import { accuracy } from '../../lib/statistics/classification';

/**
 * Classifies the test images by the report's three models, from their weights, and leaves the logits where the
 * notebooks find them.
 * @throws when one of the three runs is missing (naming its command), or its weights do not give the accuracy in its
 * record
 */
export async function shareLogits(folder: string, note: (text: string) => void): Promise<void> {
  process.env.REPORT_LOGITS = folder;
  // Loaded here, because TensorFlow reads the number of threads when it is loaded.
  const data = await import('../../lib/results/report-data');
  const { sameAccuracy } = await import('../../lib/results/recomputed');
  note('classifying the test images by three models');
  const records = data.inOrder(await data.reportRuns());
  const results = data.inOrder(await data.reportResults());
  const { labels } = await data.testImages();
  results.forEach((result, at) => {
    const record = records[at];
    if (record === undefined || sameAccuracy(result, labels, record)) return;
    throw new Error(
      `Run ${record.id}: expected a test accuracy of ${100 * record.final.testAccuracy} % as in its record, recomputed ` +
        `${100 * accuracy(result.logits, labels, 10)} % from its weights. Restore the run with: git checkout -- report/runs`,
    );
  });
}
