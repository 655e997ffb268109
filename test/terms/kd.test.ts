import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { kd } from '../../lib/terms/kd';
import type { TermInputs } from '../../lib/terms/term';

const settings = { kind: 'kd', weight: 1, warmupEpochs: 0, temperature: 4 } as const;

describe('the term kd', () => {
  it("at a teacher's temperature of 4/3 beside T = 4 is that of logits three times as large", () => {
    const studentLogits = tf.tensor2d([[1.2, 1, -0.5, -1.7]]);
    const teacherLogits = tf.tensor2d([[0.3, 3.1, 2.2, -4]]);
    const own = kd.build({ ...settings, teacherTemperature: 4 / 3 });
    const larger = { studentLogits, teacherLogits: teacherLogits.mul(3) } as TermInputs;
    const [value] = own.perExample({ studentLogits, teacherLogits } as TermInputs, {}).dataSync();
    const [expected] = kd.build(settings).perExample(larger, {}).dataSync();
    expect(value).toBeCloseTo(expected as number, 5);
    expect(value).toBeGreaterThan(1);
  });
});
