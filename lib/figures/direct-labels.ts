import type { Annotation } from 'plotly.js-dist';
import { INK } from './palette';

/** The end of a line that wants a name. */
export interface LineEnd {
  readonly text: string;
  /** Where the line ends, in the axis' numbers. */
  readonly y: number;
  readonly color: string;
  /** Stands before the name in the line's colour; a dash unless told. */
  readonly dash?: string;
}

/** The panel whose lines are named. */
export interface Panel {
  readonly yref: 'y' | 'y2' | 'y3' | 'y4';
  readonly low: number;
  readonly high: number;
  /** Height of the panel in pixels, about. */
  readonly pixels: number;
}

const LINE_PIXELS = 17;

/**
 * Names at the right end of lines, in the margin, moved apart where they would overlap. The text has
 * the page's colour, because coloured text is hard to read; a dash before it has the line's.
 */
export function directLabels(ends: readonly LineEnd[], panel: Panel): Partial<Annotation>[] {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const places = spread(
    sorted.map((end) => end.y),
    { ...panel, gap: ((panel.high - panel.low) * LINE_PIXELS) / panel.pixels },
  );
  return sorted.map((end, index) => ({
    text: key(end),
    x: 1,
    xref: 'paper',
    xanchor: 'left',
    xshift: 4,
    y: places[index] as number,
    yref: panel.yref,
    yanchor: 'middle',
    align: 'left',
    showarrow: false,
    font: { size: 12, color: INK },
  }));
}

/** A name with its colour before it, as HTML. */
export function key({ text, color, dash }: Omit<LineEnd, 'y'>): string {
  return `<span style="color:${color}"><b>${dash ?? '—'}</b></span> ${text}`;
}

/** A line of keys above the panel, at its right end: for marks that cannot be named in place. */
export function keyLine(keys: readonly Omit<LineEnd, 'y'>[]): Partial<Annotation> {
  return {
    text: keys.map(key).join('   '),
    x: 1,
    xref: 'paper',
    xanchor: 'right',
    y: 1,
    yref: 'paper',
    yanchor: 'bottom',
    yshift: 4,
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

/** Moves sorted places at least `gap` apart, as little as it takes, within low and high. */
export function spread(
  places: readonly number[],
  { low, high, gap }: { readonly low: number; readonly high: number; readonly gap: number },
): number[] {
  // Groups of places that touch; each sits centred on the mean of what it holds.
  let groups = places.map((place) => ({ sum: place, count: 1 }));
  const bottom = (group: { sum: number; count: number }) => {
    const start = group.sum / group.count - ((group.count - 1) * gap) / 2;
    return Math.max(low, Math.min(start, high - (group.count - 1) * gap));
  };
  for (let changed = true; changed; ) {
    changed = false;
    const merged: typeof groups = [];
    for (const group of groups) {
      const last = merged[merged.length - 1];
      if (
        last !== undefined &&
        bottom(group) - (bottom(last) + (last.count - 1) * gap) < gap - 1e-12
      ) {
        merged[merged.length - 1] = { sum: last.sum + group.sum, count: last.count + group.count };
        changed = true;
      } else merged.push(group);
    }
    groups = merged;
  }
  return groups.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => bottom(group) + index * gap),
  );
}
