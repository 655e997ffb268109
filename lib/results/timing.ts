import { type InferenceTiming, readInferenceTimings } from '../store/inference-timing';

/** The first timing of a forward pass in report/timings; undefined where nothing was timed. */
export function committedTiming(): InferenceTiming | undefined {
  return readInferenceTimings()[0];
}
