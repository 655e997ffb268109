import { agreement } from '../../lib/statistics/agreement';
import type { RunRecord } from '../../lib/store/run-record';
import type { TestOutput } from '../../lib/store/test-answers';
import { matchEnvironments } from './environment-match';
import { differentPaths } from './record-difference';

/** What it answered to the test images: by its logits or, where it keeps those alone, its answers. */
export interface TestOutputs {
  readonly kind: TestOutput;
  /** The file's bytes. */
  readonly bytes: Uint8Array;
  /** [images] the class put first. */
  readonly predicted: Uint8Array;
}

/** What a training left behind. */
export interface Result {
  readonly record: RunRecord;
  readonly test: TestOutputs;
}

/** Whether a run came out again, in words. */
export interface Verdict {
  readonly reproduced: boolean;
  readonly sentence: string;
}

/**
 * Another processor rounds otherwise, and training spreads that until the run is as far from the record as
 * another seed's, which lies about one standard error of the test images off.
 */
const TOLERATED_STANDARD_ERRORS = 5;

/**
 * Judges a run that was trained again: bit for bit where it was made by such a machine, by its accuracy on
 * the test images elsewhere.
 * @param committed what the store has
 * @param again what training it anew gave
 */
export function verdict(committed: Result, again: Result): Verdict {
  const { id } = committed.record;
  const match = matchEnvironments(committed.record.environment, again.record.environment);
  const different = differences(committed, again);
  if (different.length === 0) {
    return {
      reproduced: true,
      sentence:
        `${id} came out bit for bit: weights (by their checksum), test ${committed.test.kind} and record, its times apart, ` +
        'are those of the store.',
    };
  }
  if (match.kind === 'same') {
    return {
      reproduced: false,
      sentence:
        `${id} did NOT come out again: processor, threads and TensorFlow are those of its record, and yet ` +
        `these differ: ${different.join(', ')}. ${likeness(committed, again).sentence}`,
    };
  }
  const why =
    match.kind === 'unknown'
      ? `its record names the processor only as "${match.processor}", so this may be another one`
      : `its machine was another one (${match.differences.join('; ')})`;
  const { close, sentence } = likeness(committed, again);
  return {
    reproduced: close,
    sentence: `${id} did not come out bit for bit, and need not: ${why}. ${sentence}`,
  };
}

/** What of weights, test output and record is not the same; times and machine are not compared. */
function differences(committed: Result, again: Result): readonly string[] {
  const weights = committed.record.weightsChecksum === again.record.weightsChecksum;
  const output = Buffer.from(committed.test.bytes).equals(again.test.bytes);
  const paths = differentPaths(comparable(committed.record), comparable(again.record));
  return [
    ...(weights ? [] : ['weights']),
    ...(output ? [] : [`test ${committed.test.kind}`]),
    ...paths,
  ];
}

function comparable({ timing, environment, weightsChecksum, ...rest }: RunRecord) {
  return rest;
}

function likeness(committed: Result, again: Result) {
  const [then, now] = [committed, again].map(({ record }) => record.final.testAccuracy) as [
    number,
    number,
  ];
  const tolerated = toleratedDistance(then, committed.record.images.test);
  const same = agreement(committed.test.predicted, again.test.predicted);
  const close = Math.abs(then - now) <= tolerated;
  return {
    close,
    sentence:
      `Test accuracy ${percent(now)} against ${percent(then)} in the record, ` +
      `${close ? 'within' : 'beyond'} the ${(100 * tolerated).toFixed(2)} points that are tolerated ` +
      `(${TOLERATED_STANDARD_ERRORS} standard errors); ${percent(same)} of the predictions are equal.`,
  };
}

/**
 * How far an accuracy may lie from a recorded one: 5·√(a(1 − a)/n).
 * @param accuracy a, 0 to 1
 * @param images n
 */
export function toleratedDistance(accuracy: number, images: number): number {
  return TOLERATED_STANDARD_ERRORS * Math.sqrt((accuracy * (1 - accuracy)) / images);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
