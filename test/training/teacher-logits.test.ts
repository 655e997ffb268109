import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Network, network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { cachedTeacherLogits, freshTeacherLogits } from '../../lib/training/teacher-logits';
import { networkSource } from '../../lib/training/teacher-source';

const VIEWS = 50;
const folder = mkdtempSync(join(tmpdir(), 'teacher-logits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A batch whose images follow from place and view alone, as training's do. */
function batchOf(places: readonly (readonly [image: number, view: number])[]) {
  const images = new Float32Array(places.length * 3072);
  places.forEach(([image, view], row) => {
    const values = tf.randomNormal([3072], 0, 1, 'float32', 1 + image * VIEWS + view);
    images.set(values.dataSync() as Float32Array, row * 3072);
    values.dispose();
  });
  return {
    indices: Int32Array.from(places, ([image]) => image),
    views: Uint16Array.from(places, ([, view]) => view),
    images,
  };
}

const sourceOf = (made: Network) => networkSource(made, 'The teacher');

/** Counts how often it is asked. */
function counted(teacher: Network) {
  const asked = { times: 0 };
  const forward: Network['forward'] = (...inputs) => {
    asked.times += 1;
    return teacher.forward(...inputs);
  };
  return { teacher: sourceOf({ ...teacher, forward }), asked };
}

describe.each(['teacher', 'student'] as const)('the logits of a %s', (architecture) => {
  const made = network(buildModel(architecture, 3));
  const many = Array.from({ length: 150 }, (_, image) => [image, image % VIEWS] as const);
  const fresh = freshTeacherLogits(sourceOf(made))(batchOf(many));

  it('are those of the model, up to a constant a row and half precision', () => {
    const batch = batchOf(many.slice(0, 8));
    const exact = tf.tidy(() => {
      const images = tf.tensor4d(batch.images, [8, 32, 32, 3]);
      const logits = made.forward(images, false).output(made.outputLayer);
      return logits.sub(logits.max(1, true)).arraySync() as number[][];
    });
    exact.flat().forEach((value, at) => {
      expect(Math.abs((fresh[at] as number) - value)).toBeLessThan(2e-3 * (1 + Math.abs(value)));
    });
  });

  it('do not depend on the company an image is in, to the bit', () => {
    for (const [from, to] of [
      [0, 1],
      [40, 77],
      [128, 150],
    ] as const) {
      const part = freshTeacherLogits(sourceOf(made))(batchOf(many.slice(from, to)));
      expect(part).toEqual(fresh.subarray(from * 10, to * 10));
    }
    const reversed = freshTeacherLogits(sourceOf(made))(batchOf([...many].reverse()));
    expect(reversed.subarray(0, 10)).toEqual(fresh.subarray(1490));
  });
});

describe('the cache of a teacher', () => {
  const { teacher, asked } = counted(network(buildModel('student', 3)));
  const file = join(folder, 'cache.bin');
  const first = batchOf([
    [0, 1],
    [7, 49],
    [3, 0],
  ]);
  const expected = freshTeacherLogits(sourceOf(network(buildModel('student', 3))))(first);

  it('asks for what it lacks, once, and gives the same bits again', () => {
    const cache = cachedTeacherLogits(teacher, file, VIEWS);
    expect(cache.logits(first)).toEqual(expected);
    expect(asked.times).toBe(1);
    expect(cache.logits(first)).toEqual(expected);
    expect(asked.times).toBe(1);
    const mixed = batchOf([
      [7, 48],
      [7, 49],
    ]);
    expect(cache.logits(mixed).subarray(10)).toEqual(expected.subarray(10, 20));
    expect(asked.times).toBe(2);
    cache.close();
  });

  it('serves another process, or the same one later', () => {
    const again = cachedTeacherLogits(teacher, file, VIEWS);
    asked.times = 0;
    expect(again.logits(first)).toEqual(expected);
    expect(asked.times).toBe(0);
    again.close();
  });

  it('makes an entry anew that was torn or altered', () => {
    const bytes = readFileSync(file);
    bytes[22 + 3] = (bytes[22 + 3] as number) ^ 1; // image 0 in view 1
    writeFileSync(file, bytes);
    const repaired = cachedTeacherLogits(teacher, file, VIEWS);
    asked.times = 0;
    expect(repaired.logits(first)).toEqual(expected);
    expect(asked.times).toBe(1);
    repaired.close();
  });

  it('never takes the entry of another view for its own', () => {
    const bytes = readFileSync(file);
    bytes.copyWithin(22, 3 * VIEWS * 22, 3 * VIEWS * 22 + 22);
    writeFileSync(file, bytes);
    const cache = cachedTeacherLogits(teacher, file, VIEWS);
    expect(cache.logits(first)).toEqual(expected);
    cache.close();
  });
});
