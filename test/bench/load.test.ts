import { describe, expect, it } from 'vitest';
import { busyCores, otherLoad, readTicks } from '../../bench/load';

/** user nice system idle iowait irq softirq steal guest guest_nice */
const stat = (...fields: readonly number[]) =>
  `cpu  ${fields.join(' ')}\ncpu0 1 2 3 4 5 6 7 8 9 10\ncpu1 1 2 3 4 5 6 7 8 9 10\nintr 5\n`;

describe('readTicks', () => {
  it('counts all but idle and waiting for disks as busy, guests only once, stolen time too', () => {
    // 10 + 20 + 30 + (400 + 50 idle) + 1 + 2 + 7 = 520; the 100s are within user and nice
    const ticks = readTicks(stat(10, 20, 30, 400, 50, 1, 2, 7, 100, 100));
    expect(ticks).toEqual({ busy: 70, all: 520, processors: 2 });
  });
  it('gives nothing where the system tells nothing', () => {
    expect(readTicks('')).toBeUndefined();
    expect(readTicks(stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toBeUndefined();
  });
});

describe('busyCores', () => {
  const before = { busy: 1000, all: 9000, processors: 2 };
  it('is the busy share of the time passed, times the processors', () => {
    // 150 of 200 ticks on two processors
    expect(busyCores(before, { busy: 1150, all: 9200, processors: 2 }, 0)).toBe(1.5);
  });
  it('takes off what this process did itself, and never falls below 0', () => {
    const after = { busy: 1050, all: 9200, processors: 2 };
    expect(busyCores(before, after, 0.3)).toBeCloseTo(0.2, 12);
    expect(busyCores(before, after, 0.9)).toBe(0);
  });
  it('does not know where no time has passed', () => {
    expect(busyCores(before, before, 0)).toBeUndefined();
  });
});

describe('otherLoad', () => {
  it('is a number of cores that this machine can have', async () => {
    const load = await otherLoad(30);
    expect(load).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(load)).toBe(true);
  });
});
