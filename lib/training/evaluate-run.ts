import { countRight, predictions } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';
import { writeTestLogits } from '../store/test-logits';
import { loadTestSet } from './dataset';
import { predictLogits } from './evaluate';
import { loadModel } from './model-files';
import { testTimeLogits, testTimeViews } from './test-time-views';

/** Test accuracy of a run's weights, in percent. */
export interface Evaluated {
  /** On the test images as they are. */
  readonly imagesPct: number;
  /** By the mean of the logits over six views of each image. */
  readonly viewsPct: number;
}

export interface EvaluateOptions {
  readonly runs: string;
  /** Called with the number of images that went through the network, of all those that have to. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Evaluates a run's weights on the test images, as they are and over six views of each, and keeps the logits of the
 * views in the run's folder.
 * @throws as `loadModel` does, when the weights are not there or not those that the run wrote
 */
export async function evaluateRun(
  record: RunRecord,
  { runs, onProgress }: EvaluateOptions,
): Promise<Evaluated> {
  const model = await loadModel(record.id, runs);
  try {
    const set = await loadTestSet(record.recipe);
    const images = set.labels.length;
    const total = images * (1 + testTimeViews.length);
    const plain = await predictLogits(model, set, {
      onProgress: (done) => onProgress?.(done, total),
    });
    const views = await testTimeLogits(model, set, {
      onProgress: (done) => onProgress?.(images + done, total),
    });
    writeTestLogits(record.id, views, runs, 'views');
    const pct = (logits: Float32Array) =>
      (100 * countRight(predictions(logits, logits.length / images), set.labels)) / images;
    return { imagesPct: pct(plain), viewsPct: pct(views) };
  } finally {
    model.dispose();
  }
}
