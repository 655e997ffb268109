import { describe, expect, it } from 'vitest';
import {
  darkInstead,
  divergingScale,
  INK,
  MUTED,
  OFF_SCALE,
  PAPER,
  SHADE,
  sequentialScale,
} from '../../lib/figures/palette';

/** Relative luminance (WCAG 2): 0.2126 R + 0.7152 G + 0.0722 B of the linear channels. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** A hundred colours between the stops of a scale, as Plotly blends them. */
function coloursOf(scale: typeof sequentialScale, theme: (color: string) => string): string[] {
  return scale.slice(1).flatMap(([, end], at) => {
    const [from, to] = [scale[at]?.[1] ?? end, end].map(theme) as [string, string];
    return Array.from({ length: 25 }, (_, step) => blend(from, to, step / 24));
  });
}

function blend(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    return Math.round((a as number) * (1 - share) + (b as number) * share);
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

describe.each([
  ['light', (color: string) => color],
  ['dark', (color: string) => darkInstead[color] ?? color],
] as const)('on %s paper', (_, theme) => {
  it.each([
    ['the sequential scale', coloursOf(sequentialScale, theme)],
    ['the diverging scale', coloursOf(divergingScale, theme)],
    ['paper, shade and cells off the scale', [PAPER, SHADE, OFF_SCALE].map(theme)],
  ])('ink has a contrast of 4.5 at least on %s', (_, colours) => {
    const least = Math.min(...colours.map((color) => contrast(theme(INK), color)));
    expect(least).toBeGreaterThanOrEqual(4.5);
  });

  it('text of second rank has it on paper', () => {
    expect(contrast(theme(MUTED), theme(PAPER))).toBeGreaterThanOrEqual(4.5);
  });
});
