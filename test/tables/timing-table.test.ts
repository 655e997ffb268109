import { describe, expect, it } from 'vitest';
import { speedUp, timedBatches, timingTable } from '../../lib/tables/timing-table';
import { sampleTiming } from './sample-timing';

describe('timings', () => {
  it('timingTable has a row for each network and batch: 128 images in 64 ms are 2,000 a second', () => {
    const [teacher, student, ...single] = timingTable([sampleTiming]);
    expect(teacher).toMatchObject({ network: 'teacher', passes: 100, warmup: 10, speedUp: 1 });
    expect(teacher?.imagesPerSecond).toBe(2000);
    expect(student).toMatchObject({ medianMs: 8, minMs: 7.2, maxMs: 16, imagesPerSecond: 16000 });
    expect(student?.speedUp).toBe(8);
    expect(single.map((row) => row.speedUp)).toEqual([1, 2]);
  });

  it('speedUp divides medians: 64 / 8 = 8 in batches, 4 / 2 = 2 for single images', () => {
    expect(speedUp(sampleTiming, 128)).toBe(8);
    expect(speedUp(sampleTiming, 1)).toBe(2);
  });

  it('timedBatches lists each size once, the largest first', () => {
    expect(timedBatches(sampleTiming)).toEqual([128, 1]);
  });

  it('names the file, what it holds and the way out when the batch was not timed', () => {
    expect(() => speedUp(sampleTiming, 100)).toThrow(
      'report/timings/some-processor-2.json: expected the teacher with batches of 100, found batches of ' +
        '128, 1; measure again with: npm run bench -- --inference',
    );
  });
});
