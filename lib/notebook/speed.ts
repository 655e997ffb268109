import { speedAccuracy } from '../figures/speed-accuracy';
import { type InferenceTiming, readInferenceTimings } from '../store/inference-timing';
import type { AccuracyRow } from '../tables/accuracy-table';
import { type ScoreRow, scoreTable } from '../tables/score-table';
import type { SizeRow } from '../tables/size-table';
import { timedAccuracies, timedBatches, timingTable } from '../tables/timing-table';
import { picked } from './columns';
import { type Display, kernelDisplay } from './display';
import { showFigure, showTable, showText } from './show';

const BATCH = 128;

/** The first timing on disk; undefined where nothing was timed. */
export function committedTiming(): InferenceTiming | undefined {
  return readInferenceTimings()[0];
}

/** Where to show, and what was timed. */
export interface SpeedOptions {
  readonly display?: Display;
  /** Those in report/timings unless told; the figure and the scores are of the first. */
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
  await showFigure(speedAccuracy(rows, { caption: figureCaption(timing) }), display);
  showTable(
    picked(timingTable(timings), timingColumns),
    {
      name: 'timings',
      caption: timesCaption(timing),
      decimals: { [timingColumns.imagesPerSecond]: 0 },
    },
    display,
  );
  showTable(
    picked(scores(accuracies, sizes, timing), scoreColumns),
    { name: 'scores', caption: SCORES_CAPTION, decimals: scoreDecimals },
    display,
  );
}

/** Both readings of the score, for every number of images in a pass. */
function scores(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
  timing: InferenceTiming,
): ScoreRow[] {
  return timedBatches(timing).flatMap((batch) =>
    scoreTable(
      timedAccuracies(accuracies, timing, batch).map((row) => ({
        ...row,
        milliseconds: row.meanMs,
        megabytes: megabytesOf(sizes, row.model),
      })),
    ),
  );
}

function figureCaption({ processor, threads, batches }: InferenceTiming): string {
  return (
    `n = ${batches} timed passes of ${BATCH} images a network on ${processor}, ${threads} ` +
    `${threads === 1 ? 'thread' : 'threads'}: median with quartiles; both students are the same network ` +
    'and share its times. Accuracy with its 95 % Wilson interval, one run a model. Hollow diamonds: the ' +
    'original report, whose hardware and batch size are not known, so only ratios of its times compare.'
  );
}

function timesCaption({ batches, warmup }: InferenceTiming): string {
  return (
    `Time of one forward pass, images in memory to logits in memory: ${batches} passes of each network ` +
    `and size, the networks in turn, after ${warmup} passes that do not count.`
  );
}

const SCORES_CAPTION =
  "The original report's efficiency score in both readings, from the mean time of a pass, beside the " +
  'original, which does not name its batch size. Both students are the same network: what their scores ' +
  "differ by is accuracy alone in ours, and in the original's also its two times.";

function megabytesOf(sizes: readonly SizeRow[], model: string): number {
  return sizes.find((size) => size.model === model)?.megabytes ?? Number.NaN;
}

const timingColumns = {
  processor: 'processor',
  threads: 'threads',
  network: 'network',
  batch: 'images a pass',
  meanMs: 'mean (ms)',
  sdMs: 'standard deviation (ms)',
  medianMs: 'median (ms)',
  lowerQuartileMs: 'lower quartile (ms)',
  upperQuartileMs: 'upper quartile (ms)',
  minMs: 'fastest (ms)',
  maxMs: 'slowest (ms)',
  imagesPerSecond: 'images/s',
  speedUp: 'times as fast as the teacher',
} as const;

const scoreColumns = {
  model: 'model',
  batch: 'images a pass',
  milliseconds: 'mean (ms)',
  originalMs: 'original: mean (ms)',
  accuracyPerMs: 'accuracy / time (%/ms)',
  originalScore: 'original: as printed',
  accuracyPerMbMs: 'accuracy / (size × time) (%/MB·ms)',
  originalPerMbMs: 'original: by its footnote',
} as const;

/** The teacher's small scores by the footnote need a digit more. */
const scoreDecimals = { [scoreColumns.accuracyPerMbMs]: 3, [scoreColumns.originalPerMbMs]: 3 };
