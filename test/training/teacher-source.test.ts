import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultOfLoss } from '../../lib/training/finite';
import { cachedTeacherLogits, freshTeacherLogits } from '../../lib/training/teacher-logits';
import { encodeAnswers } from '../../lib/training/teacher-source';

const folder = mkdtempSync(join(tmpdir(), 'teacher-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A teacher of three classes that answers every image alike. */
const answering = (...row: readonly number[]) => ({
  name: 'Teacher other-s3',
  classes: 3,
  logitsOf: (images: Float32Array) =>
    Float32Array.from({ length: (images.length / 3072) * 3 }, (_, at) => row[at % 3] as number),
});
const batch = {
  indices: Int32Array.of(0, 1),
  views: Uint16Array.of(0, 0),
  images: new Float32Array(2 * 3072),
};

describe('a teacher', () => {
  it.each([
    ['NaN', [0, Number.NaN, 1], '0, NaN, 1'],
    ['infinite', [0, Number.POSITIVE_INFINITY, 1], '0, Infinity, 1'],
    ['minus infinite', [Number.NEGATIVE_INFINITY, 0, 1], '-Infinity, 0, 1'],
    ['further apart than half precision holds', [0, 65_536, 1], '0, 65536, 1'],
  ] as const)('is named where its logits are %s, and not the learning rate', (_, row, shown) => {
    const source = answering(...row);
    const fault = new RegExp(
      `Teacher other-s3: expected finite logits at most 65504 apart, found a row \\[${shown}\\]; .*not the student`,
    );
    expect(() => encodeAnswers(source, Float32Array.from(row))).toThrow(fault);
    expect(() => freshTeacherLogits(source)(batch)).toThrow(fault);
    const file = join(folder, `${shown}.bin`);
    const cached = cachedTeacherLogits(source, file, 1);
    expect(() => cached.logits(batch)).toThrow(fault);
    cached.close();
    expect(statSync(file, { throwIfNoEntry: false })?.size ?? 0).toBe(0); // nothing was remembered
  });

  it('may lie as far apart as half precision holds', () => {
    expect([...freshTeacherLogits(answering(0, 65_504, 1))(batch)].slice(0, 2)).toEqual([
      -65_504, 0,
    ]);
  });
});

describe('a loss that is not finite', () => {
  const layer = (...values: readonly number[]) => ({
    values: Float32Array.from(values),
    shape: [1, values.length],
  });

  it('is put down to the layer of the teacher that is not', () => {
    const fault = faultOfLoss(
      { teacherFeatures: { stage1: layer(1, 2), stage2: layer(1, Number.NaN, 3) } },
      0.1,
    );
    expect(fault).toMatch(/the teacher's layer stage2 gives NaN \(value 1 of 3\).*not the student/);
  });
  it('is put down to the learning rate where the teacher is sound, or there is none', () => {
    for (const batch of [{}, { teacherFeatures: { stage1: layer(1, 2) } }]) {
      expect(faultOfLoss(batch, 0.1)).toBe(
        'lower the learning rate (now 0.1) or look at that batch',
      );
    }
  });
});
