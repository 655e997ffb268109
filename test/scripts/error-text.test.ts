import { describe, expect, it } from 'vitest';
import { errorText, readable } from '../../scripts/lab/error-text.mjs';

describe('errorText', () => {
  it('says what an error says, without the frames of tslab and lib', () => {
    expect(errorText(new Error('Recipe refused.\n✖ Too small'))).toBe(
      'Recipe refused.\n✖ Too small',
    );
    expect(errorText(new RangeError('n must be 1 or more'))).toBe(
      'RangeError: n must be 1 or more',
    );
  });

  it('names what caused an error', () => {
    const error = new Error('The run failed.', { cause: new TypeError('x is not a function') });
    expect(errorText(error)).toBe('The run failed.\ncaused by TypeError: x is not a function');
  });

  it('says of an interrupt what is left', () => {
    expect(errorText(new Error('Interrupted asynchronously'))).toMatch(
      /^Interrupted\. What earlier cells made is still there/,
    );
  });
});

describe('readable', () => {
  it('adds to an unknown name what to do, and leaves the rest as it is', () => {
    expect(readable(['%s%d:%d - %s', '', 1, 24, "Cannot find name 'attempt'."])).toEqual([
      '%s%d:%d - %s',
      '',
      1,
      24,
      "Cannot find name 'attempt'. Run the cells above first (Run > Run All Above Selected Cell).",
    ]);
  });
});
