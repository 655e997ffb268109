import { speedAccuracy } from '../figures/speed-accuracy';
import { type InferenceTiming, readInferenceTimings } from '../study/inference-timing';
import type { AccuracyRow } from '../tables/accuracy-table';
import { scoreTable } from '../tables/score-table';
import type { SizeRow } from '../tables/size-table';
import { speedUp, timedAccuracies, timingTable } from '../tables/timing-table';
import { picked } from './columns';
import { type Display, kernelDisplay } from './display';
import { showFigure, showTable, showText } from './show';

const BATCH = 128;

/** The first timing on disk; undefined where nothing was timed. */
export function committedTiming(): InferenceTiming | undefined {
  return readInferenceTimings()[0];
}

/** How many times faster than the teacher the student was, where it was timed. */
export function measuredSpeedUp(): number | undefined {
  const timing = committedTiming();
  return timing && speedUp(timing, BATCH);
}

/** Where to show, and what was timed. */
export interface SpeedOptions {
  readonly display?: Display;
  /** Those in report/timings unless told; the figure shows the first. */
  readonly timings?: readonly InferenceTiming[];
}

/**
 * Accuracy against speed, the times behind it, and the original report's score, from
 * report/timings; where nothing was timed, the command that does it.
 */
export async function showSpeed(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
  { display = kernelDisplay, timings = readInferenceTimings() }: SpeedOptions = {},
): Promise<void> {
  const [timing] = timings;
  if (timing === undefined) {
    showText(
      'Nothing was timed yet: `npm run bench -- --inference` writes a file into `report/timings`, and ' +
        'this cell then shows it.',
      display,
    );
    return;
  }
  const rows = timedAccuracies(accuracies, timing, BATCH);
  await showFigure(speedAccuracy(rows, { caption: caption(timing) }), display);
  showTable(
    picked(timingTable(timings), timingColumns),
    {
      name: 'timings',
      caption: 'Time of one forward pass, images in memory to logits in memory.',
    },
    display,
  );
  const parts = rows.map((row) => ({ ...row, megabytes: megabytes(sizes, row.model) }));
  showTable(
    picked(scoreTable(parts), scoreColumns),
    {
      name: 'scores',
      caption: `The original report's efficiency score in both readings, ours from batches of ${BATCH}.`,
      decimals: 3,
    },
    display,
  );
}

function caption({ processor, threads, batches }: InferenceTiming): string {
  return (
    `n = ${batches} timed passes of ${BATCH} images a network on ${processor}, ${threads} ` +
    `${threads === 1 ? 'thread' : 'threads'}: median, with a line from the fastest to the slowest; both ` +
    'students are the same network and share its times. Accuracy with its 95 % Wilson interval, one run ' +
    'a model. Hollow diamonds: the original report, whose hardware and batch size are not known, so only ' +
    'ratios of its times compare.'
  );
}

function megabytes(sizes: readonly SizeRow[], model: string): number {
  return sizes.find((size) => size.model === model)?.megabytes ?? Number.NaN;
}

const timingColumns = {
  processor: 'processor',
  threads: 'threads',
  network: 'network',
  batch: 'images a pass',
  passes: 'passes',
  medianMs: 'median (ms)',
  minMs: 'fastest (ms)',
  maxMs: 'slowest (ms)',
  imagesPerSecond: 'images/s',
} as const;

const scoreColumns = {
  model: 'model',
  accuracyPerMs: 'accuracy / time (%/ms)',
  accuracyPerMbMs: 'accuracy / (size × time) (%/MB·ms)',
  originalScore: 'original: as printed',
  originalPerMbMs: 'original: by its footnote',
} as const;
