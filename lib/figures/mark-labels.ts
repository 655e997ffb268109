import type { Annotation } from 'plotly.js-dist';
import { key, spread } from './direct-labels';
import { INK } from './palette';

/** A mark that wants a name. */
export interface NamedMark {
  readonly text: string;
  readonly color: string;
  /** What it looks like, before its name. */
  readonly symbol: string;
  /**
   * Where its horizontal bar begins and ends, the mark's own place twice where it has none; powers of ten on a
   * logarithmic axis.
   */
  readonly bar: readonly [number, number];
  readonly y: number;
}

/** The panel that marks stand in: its axes' ranges, and its size in pixels, about. */
export interface MarkPanel {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

const LINE_PIXELS = 17;
const LETTER_PIXELS = 7;
const MARK_RADIUS_PIXELS = 8;
/** From the end of a bar to its name. */
const SHIFT_PIXELS = 12;

/** A name in its place: beside `anchor`, a little off it, from `start` to `end`. */
interface Label {
  readonly mark: NamedMark;
  readonly side: 'right' | 'left';
  readonly anchor: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Names beside marks: right of the bar, left where another mark stands in the way, and past that mark where
 * both sides are taken. Those that would overlap are moved apart.
 */
export function markLabels(marks: readonly NamedMark[], panel: MarkPanel): Partial<Annotation>[] {
  const [low, high] = panel.y;
  const labels = marks.map((mark) => labelOf(mark, marks, panel));
  return columns(labels).flatMap((column) => {
    const heights = spread(
      column.map(({ mark }) => mark.y),
      { low, high, gap: lineHeight(panel) },
    );
    return column.map((label, place) => annotation(label, heights[place] ?? label.mark.y));
  });
}

function labelOf(mark: NamedMark, marks: readonly NamedMark[], panel: MarkPanel): Label {
  const [from, to] = mark.bar;
  const beside = marks.filter(
    (other) => other !== mark && Math.abs(other.y - mark.y) < lineHeight(panel),
  );
  const isFree = ({ start, end }: Label): boolean => {
    const radius = inX(MARK_RADIUS_PIXELS, panel);
    return (
      start >= panel.x[0] &&
      !beside.some(({ bar }) => bar[0] - radius < end && bar[1] + radius > start)
    );
  };
  const shift = inX(SHIFT_PIXELS, panel);
  const length = inX(LETTER_PIXELS * mark.text.length, panel);
  const rightOf = (anchor: number): Label => {
    const start = anchor + shift;
    return { mark, side: 'right', anchor, start, end: start + length };
  };
  const end = from - shift;
  const left: Label = { mark, side: 'left', anchor: from, start: end - length, end };
  const free = [rightOf(to), left].find(isFree);
  return free ?? rightOf(Math.max(to, ...beside.map(({ bar }) => bar[1])));
}

/** Labels that share a stretch of x, from the lowest mark to the highest. */
function columns(labels: readonly Label[]): readonly (readonly Label[])[] {
  return labels.reduce<readonly (readonly Label[])[]>((groups, label) => {
    const meets = (group: readonly Label[]): boolean =>
      group.some(({ start, end }) => start < label.end && end > label.start);
    const met = [...groups.filter(meets).flat(), label].sort((a, b) => a.mark.y - b.mark.y);
    return [...groups.filter((group) => !meets(group)), met];
  }, []);
}

function annotation({ mark, side, anchor }: Label, y: number): Partial<Annotation> {
  return {
    text: key({ text: mark.text, color: mark.color, dash: mark.symbol }),
    x: anchor,
    y,
    xanchor: side === 'right' ? 'left' : 'right',
    xshift: side === 'right' ? SHIFT_PIXELS : -SHIFT_PIXELS,
    yanchor: 'middle',
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

/** Pixels as a length along the x axis. */
function inX(pixels: number, { x, width }: MarkPanel): number {
  return ((x[1] - x[0]) * pixels) / width;
}

function lineHeight({ y, height }: MarkPanel): number {
  return ((y[1] - y[0]) * LINE_PIXELS) / height;
}
