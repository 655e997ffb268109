import type { RunRecord } from '../store/run-record';
import { type Table, table } from './table';

/** A run's record in one line: the run with what it rests on. */
function runRow({ id, seed, recipe, final, images, environment, ...record }: RunRecord) {
  const { validationAccuracy } = final;
  return {
    run: id,
    recipe: recipe.name,
    seed,
    epochs: recipe.epochs,
    parameters: record.parameters,
    trainingImages: images.training,
    validationAccuracyPct: validationAccuracy === undefined ? null : 100 * validationAccuracy,
    testAccuracyPct: 100 * final.testAccuracy,
    testCrossEntropy: final.testLoss,
    tensorflow: environment.tensorflow,
    threads: environment.threads,
    processor: environment.processor,
    dataChecksum: record.dataChecksum,
    weightsChecksum: record.weightsChecksum,
  };
}

/** The runs whose weights the report shows. */
export function runTable(records: readonly RunRecord[]): Table<ReturnType<typeof runRow>> {
  return table({
    name: 'runs',
    key: ['recipe'],
    caption: 'The runs whose weights the notebooks load, with what they rest on.',
    columns: {
      run: 'run',
      epochs: 'epochs',
      trainingImages: 'training images',
      validationAccuracyPct: ['validation accuracy (%)', 2],
      testAccuracyPct: ['test accuracy (%)', 2],
      testCrossEntropy: ['test cross-entropy (nats)', 3],
      threads: 'threads',
      processor: 'processor',
    },
    rows: records.map(runRow),
  });
}
