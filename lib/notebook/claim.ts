import { scale } from '../store/scale';
import { check } from './check';
import { type Display, kernelDisplay } from './display';

/**
 * Holds a finding that the text states. Shows it with a tick, or stops the notebook, so that the text is written anew
 * when the data turn. At smoke scale, where runs are too short to show it, nothing is asserted.
 * @param finding a sentence
 * @param holds whether the numbers say so
 * @throws when they do not, with the sentence
 */
export function claim(finding: string, holds: boolean, display: Display = kernelDisplay): void {
  if (scale() === 'full') check(finding, holds, display);
}
