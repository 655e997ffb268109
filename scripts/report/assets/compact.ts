import type { Drawing } from '../../../lib/figures/figure';

/** The width, in CSS pixels, that fonts and margins of the figures are meant for, at the least. */
const MEANT_WIDTH = 480;
/** Below this share, letters are too small to read. */
const LEAST_SHARE = 0.75;

/** A drawing, given as JSON; on a narrow page letters, marks and side margins shrink with the width, down to 3/4. */
export function compact(json: string, width: number): Drawing {
  const share = Math.min(1, Math.max(LEAST_SHARE, width / MEANT_WIDTH));
  const shrunk = (size: unknown) => (typeof size === 'number' ? size * share : size);
  return JSON.parse(json, (key, value) => {
    if (key === 'size') return shrunk(value); // of fonts and marks
    if (key === 'margin') return { ...value, l: shrunk(value.l), r: shrunk(value.r) };
    return value;
  });
}
