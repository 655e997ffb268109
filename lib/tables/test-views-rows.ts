import { countRight, predictions } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';
import type { Labels, Logits } from './model-result';
import { type RowOf, rounded } from './row';
import { validationPct } from './seed-rows';
import { tableOf } from './table';

/** A run with the logits that it is judged by. */
interface JudgedRun {
  readonly arm: string;
  readonly record: RunRecord;
  readonly logits: Logits;
  /** Averaged over six views of each image. */
  readonly viewLogits: Logits | undefined;
}

/** Test accuracy by run with and without test-time views, counted from logits. */
export function testViewsRows(runs: readonly JudgedRun[], labels: Labels, classes = 10) {
  const pct = (logits: Logits) =>
    rounded((100 * countRight(predictions(logits, classes), labels)) / labels.length);
  return runs.map(({ arm, record, logits, viewLogits }) => ({
    arm,
    seed: record.seed,
    epochs: record.recipe.epochs,
    parameters: record.parameters,
    validationPct: validationPct(record),
    /** On the test images as they are. */
    testPct: pct(logits),
    /** By the mean of the logits over six views of each image; null for a run that was not evaluated so. */
    viewsPct: viewLogits === undefined ? null : pct(viewLogits),
  }));
}

/** Teachers with and without test-time views. */
export const testViewsTable = tableOf<RowOf<typeof testViewsRows>>({
  name: 'strong-teachers',
  key: ['arm', 'seed'],
  caption:
    'Accuracy of single runs trained on 45,000 images, after the last epoch: on the test images as they are, and by the ' +
    'mean logits over six views of each (moved by up to one pixel, and mirrored).',
  columns: {
    arm: 'teacher',
    seed: 'seed',
    epochs: 'epochs',
    parameters: 'parameters',
    validationPct: ['validation accuracy (%)', 2],
    testPct: ['test accuracy (%)', 2],
    viewsPct: ['with six views (%)', 2],
  },
});
