import { describe, expect, it } from 'vitest';
import { formatColumn } from '../../lib/notebook/number-format';

/** A column of one number. */
const formatted = (value: number, decimals?: number) => formatColumn([value], decimals)[0];

describe('formatColumn, of one number', () => {
  it('parts thousands and leaves whole numbers whole', () => {
    expect(formatted(4_664_970)).toBe('4,664,970');
    expect(formatted(999)).toBe('999');
    expect(formatted(1000)).toBe('1,000');
  });
  it('shows two decimals, and two significant digits of what they would swallow', () => {
    expect(formatted(83.126)).toBe('83.13');
    expect(formatted(0.0042)).toBe('0.0042');
    expect(formatted(0.0000123)).toBe('1.2e-5');
  });
  it('has a true minus sign, but none before zero', () => {
    expect(formatted(-1234.5, 1)).toBe('−1,234.5');
    expect(formatted(-0.0001, 2)).toBe('0.00');
  });
  it('shows a dash for what is no number', () => {
    expect(formatted(Number.NaN)).toBe('–');
  });
});

describe('formatColumn, of several cells', () => {
  it('gives all rows of a column the same decimals', () => {
    expect(formatColumn([1, 2.5, null])).toEqual(['1.00', '2.50', '–']);
  });
  it('keeps whole columns whole', () => {
    expect(formatColumn([1, 20_000])).toEqual(['1', '20,000']);
  });
  it('says yes and no for truth, and leaves words alone', () => {
    expect(formatColumn(['teacher', true, false])).toEqual(['teacher', 'yes', 'no']);
  });
});
