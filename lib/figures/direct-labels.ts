import type { Annotation, YAxisName } from 'plotly.js-dist';
import { type Key, key, note } from './notes';

/** The end of a line that wants a name: where it ends, in the axis' numbers. */
export interface LineEnd extends Key {
  readonly y: number;
}

/** The panel whose lines are named. */
export interface Panel {
  readonly yref: YAxisName;
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
  const { yref, low, high, pixels } = panel;
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const wanted = sorted.map(({ y }) => y);
  const places = spread(wanted, { low, high, gap: ((high - low) * LINE_PIXELS) / pixels });
  const margin = { x: 1, xref: 'paper', xanchor: 'left', xshift: 4, align: 'left' } as const;
  return sorted.map((end, at) =>
    note(key(end), { ...margin, y: places[at] as number, yref, yanchor: 'middle' }),
  );
}

/** Places that touch: how many, and the sum of what they hold; they sit centred on its mean. */
interface Group {
  readonly sum: number;
  readonly count: number;
}

/** Moves sorted places at least `gap` apart, as little as it takes, within low and high. */
export function spread(
  places: readonly number[],
  { low, high, gap }: { readonly low: number; readonly high: number; readonly gap: number },
): number[] {
  const bottom = ({ sum, count }: Group) => {
    const reach = (count - 1) * gap;
    return Math.max(low, Math.min(sum / count - reach / 2, high - reach));
  };
  const groups: Group[] = [];
  for (const place of places) {
    let group: Group = { sum: place, count: 1 };
    for (let last = groups.at(-1); last !== undefined; last = groups.at(-1)) {
      if (bottom(group) - (bottom(last) + (last.count - 1) * gap) >= gap - 1e-12) break;
      group = { sum: last.sum + group.sum, count: last.count + group.count };
      groups.pop();
    }
    groups.push(group);
  }
  return groups.flatMap((group) =>
    Array.from({ length: group.count }, (_, at) => bottom(group) + at * gap),
  );
}
