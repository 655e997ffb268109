import { describe, expect, it } from 'vitest';
import type { AccuracyRow } from '../../lib/tables/accuracy-table';
import { speedUp, timedAccuracies, timingTable } from '../../lib/tables/timing-table';

const timing = {
  device: 'some-processor-2',
  processor: 'Some Processor',
  cores: 2,
  threads: 2,
  tensorflow: '2.21.0',
  batches: 100,
  rows: [
    { architecture: 'teacher', batchSize: 128, medianMs: 64, minMs: 60, maxMs: 90 },
    { architecture: 'student', batchSize: 128, medianMs: 8, minMs: 7, maxMs: 9 },
  ],
} as const;

const accuracy = (method: AccuracyRow['method'], model: string): AccuracyRow => ({
  model,
  method,
  run: 'run',
  seed: 0,
  images: 100,
  right: 80,
  accuracyPct: 80,
  lowPct: 71,
  highPct: 87,
  originalPct: 72.7,
});

describe('timings', () => {
  it('timingTable has a row for each network and batch: 128 images in 64 ms are 2,000 a second', () => {
    const [teacher, student] = timingTable([{ ...timing, rows: [...timing.rows] }]);
    expect(teacher).toMatchObject({ network: 'teacher', passes: 100, imagesPerSecond: 2000 });
    expect(student).toMatchObject({ medianMs: 8, minMs: 7, maxMs: 9, imagesPerSecond: 16000 });
  });

  it('speedUp divides medians: 64 / 8 = 8', () => {
    expect(speedUp({ ...timing, rows: [...timing.rows] }, 128)).toBe(8);
  });

  it('timedAccuracies gives both students the time of their one network', () => {
    const rows = timedAccuracies(
      [accuracy('alone', 'student alone'), accuracy('distilled', 'student distilled')],
      { ...timing, rows: [...timing.rows] },
      128,
    );
    expect(rows.map((row) => row.milliseconds)).toEqual([8, 8]);
    expect(rows.map((row) => row.originalMs)).toEqual([27.76, 25.82]);
  });

  it('names the file, what it holds and the way out when the batch was not timed', () => {
    expect(() => speedUp({ ...timing, rows: [...timing.rows] }, 1)).toThrow(
      'report/timings/some-processor-2.json: expected the teacher with batches of 1, found batches of ' +
        '128, 128; measure again with: npm run bench -- --inference',
    );
  });
});
