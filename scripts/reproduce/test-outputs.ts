import { testPredictions } from '../../lib/results/test-outputs';
import { hasTestAnswers, readTestAnswers } from '../../lib/store/test-answers';
import { readTestLogits } from '../../lib/store/test-logits';
import type { TestOutputs } from './verdict';

/** What a run of a folder answered to the test images, in the form that it keeps. */
export function testOutputs(id: string, runs: string): TestOutputs {
  const kind = hasTestAnswers(id, runs) ? 'answers' : 'logits';
  const values =
    kind === 'logits' ? [readTestLogits(id, runs)] : Object.values(readTestAnswers(id, runs));
  return {
    kind,
    bytes: Buffer.concat(values.map(({ buffer }) => Buffer.from(buffer))),
    predicted: testPredictions(id, runs),
  };
}
