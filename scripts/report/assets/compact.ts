import type { Drawing } from '../../../lib/figures/figure';

/** The width, in CSS pixels, that fonts and margins of the figures are meant for, at the least. */
const MEANT_WIDTH = 480;
/** Below this share, letters are too small to read. */
const LEAST_SHARE = 0.75;

/** A drawing for a narrow page: letters, marks and side margins shrink with the width, down to 3/4. */
export function compact({ data, layout }: Drawing, width: number): Drawing {
  const share = Math.min(1, Math.max(LEAST_SHARE, width / MEANT_WIDTH));
  if (share === 1) return { data, layout };
  const { margin } = layout;
  const side = (pixels: number | undefined) => (pixels ?? 0) * share;
  const narrow = margin && { margin: { ...margin, l: side(margin.l), r: side(margin.r) } };
  return {
    data: shrink(data, share) as Drawing['data'],
    layout: { ...(shrink(layout, share) as Drawing['layout']), ...narrow },
  };
}

/** Everything named `size` (of fonts and marks) times the share, wherever it stands. */
function shrink(value: unknown, share: number): unknown {
  if (Array.isArray(value)) return value.map((inner) => shrink(inner, share));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'size' && typeof inner === 'number' ? inner * share : shrink(inner, share),
    ]),
  );
}
