import { predictions } from '../statistics/classification';
import { runsFolder } from '../store/run-store';
import { hasTestAnswers, readTestAnswers } from '../store/test-answers';
import { readTestLogits } from '../store/test-logits';

const CLASSES = 10;

/** The class that a run puts first for each test image, from its logits or, where it keeps those alone, its answers. */
export function testPredictions(id: string, runs = runsFolder()): Uint8Array {
  return hasTestAnswers(id, runs)
    ? readTestAnswers(id, runs).predicted
    : predictions(readTestLogits(id, runs), CLASSES);
}
