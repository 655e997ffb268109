import { describe, expect, it } from 'vitest';
import { markLabels, type NamedMark } from '../../lib/figures/mark-labels';

/** 100 units are 1,000 pixels in either direction: a line of text is 1.7 high, a letter 0.7 wide. */
const panel = { x: [0, 100], y: [0, 100], width: 1000, height: 1000 } as const;

const mark = (text: string, bar: readonly [number, number], y: number): NamedMark => ({
  text,
  bar,
  y,
  color: '#000000',
  symbol: '•',
});

function labelOf(text: string, marks: readonly NamedMark[]) {
  return markLabels(marks, panel).find((label) => label.text?.endsWith(` ${text}`));
}

describe('markLabels', () => {
  it("writes a name right of its bar's end", () => {
    const label = labelOf('alone', [mark('alone', [10, 30], 50)]);
    expect(label).toMatchObject({ x: 30, y: 50, xanchor: 'left', xshift: 12 });
  });

  it('writes it left of the bar where another mark stands at the right', () => {
    const marks = [mark('first', [30, 32], 50), mark('second', [35, 35], 50.5)];
    expect(labelOf('first', marks)).toMatchObject({ x: 30, y: 50, xanchor: 'right', xshift: -12 });
    expect(labelOf('second', marks)).toMatchObject({ x: 35, y: 50.5, xanchor: 'left' });
  });

  it('does not mind a mark that is a line of text away, or beyond the name', () => {
    for (const other of [mark('other', [35, 35], 51.8), mark('other', [38, 38], 50)]) {
      // The name of 5 letters begins 1.2 right of the bar and ends at 32 + 1.2 + 3.5 = 36.7.
      expect(labelOf('first', [mark('first', [30, 32], 50), other])?.x).toBe(32);
    }
  });

  it('writes it past the mark in the way where the left has no room either', () => {
    const marks = [mark('first', [2, 4], 50), mark('second', [7, 9], 50)];
    expect(labelOf('first', marks)).toMatchObject({ x: 9, xanchor: 'left' });
  });

  it('leaves the height of names that do not meet, however near their marks are in height', () => {
    const marks = [mark('first', [10, 12], 50), mark('second', [60, 62], 50.3)];
    expect(markLabels(marks, panel).map(({ y }) => y)).toEqual([50, 50.3]);
  });

  it('moves names apart by a line where they would overlap', () => {
    const marks = [mark('lower', [10, 12], 50), mark('upper', [10, 12], 50.3)];
    const [lower, upper] = ['lower', 'upper'].map((text) => labelOf(text, marks)?.y as number);
    expect((upper as number) - (lower as number)).toBeCloseTo(1.7, 9);
    expect(((upper as number) + (lower as number)) / 2).toBeCloseTo(50.15, 9);
  });
});
