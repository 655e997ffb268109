import { cpus } from 'node:os';
import { describe, expect, it } from 'vitest';
import { processorName } from '../../lib/engine/processor';

const name = cpus()[0]?.model.trim() || 'unknown';

describe('processorName', () => {
  it('adds family and model of the first processor', () => {
    const cpuinfo =
      'processor\t: 0\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: X\nmodel\t\t: 1\n';
    expect(processorName(cpuinfo)).toBe(`${name} (family 25, model 17)`);
  });
  it('is the plain name where they are not told', () => {
    expect(processorName('')).toBe(name);
  });
});
