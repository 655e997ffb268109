import { describe, expect, it } from 'vitest';
import { confusionDifferences } from '../../lib/tables/confusion-rows';

describe('confusionDifferences', () => {
  it('subtracts means over runs', () => {
    // two images of class 0: run a says 0 and 1, run b says 1 and 1; the control says 0 and 0
    const labels = Uint8Array.of(0, 0);
    const says = (...answers: number[]) =>
      Float32Array.from(answers.flatMap((answer) => (answer === 0 ? [1, 0] : [0, 1])));
    const rows = confusionDifferences([says(0, 1), says(1, 1)], [says(0, 0)], {
      labels,
      classNames: ['cat', 'dog'],
    });
    expect(rows.slice(0, 2)).toEqual([
      {
        trueClass: 'cat',
        predictedClass: 'cat',
        count: 0.5,
        controlCount: 2,
        difference: -1.5,
      },
      { trueClass: 'cat', predictedClass: 'dog', count: 1.5, controlCount: 0, difference: 1.5 },
    ]);
  });
});
