import type { Figure } from '../../lib/figures/figure';
import { trainingCurves } from '../../lib/figures/training-curves';
import { sampleHistory } from './sample-rows';

/** Every figure once, drawn from made-up rows. */
export function samples(): Readonly<Record<string, Figure>> {
  return {
    trainingCurves: trainingCurves([
      ...sampleHistory('teacher'),
      ...sampleHistory('alone'),
      ...sampleHistory('distilled'),
    ]),
  };
}
