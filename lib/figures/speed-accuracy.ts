import type { Annotation, Data } from 'plotly.js-dist';
import { formatNumber } from '../tables/format';
import type { SpeedRow } from '../tables/speed-rows';
import { key, spread } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL, originalMarker } from './palette';
import { axis, baseLayout } from './theme';

const PANEL_PIXELS = 320;
const LINE_PIXELS = 17;

/** Accuracy against the time of a forward pass, ours and the original report's. */
export function speedAccuracy(rows: readonly SpeedRow[], words: Words = {}): Figure {
  const title = words.title ?? finding(rows);
  const points = [...rows.map(ours), ...rows.flatMap(original)];
  const range = padded(points);
  const batch = rows[0]?.batch ?? 0;
  return figure(
    {
      name: 'speed-accuracy',
      title,
      caption:
        `n = ${Math.min(...rows.map((row) => row.blocks))} timed blocks a model: median with quartiles; ` +
        'accuracy with its 95 % Wilson interval, one run a model. Hollow diamonds: the original report, ' +
        'on hardware and with a batch size it does not name, so only ratios of its times compare.',
      alt: `Accuracy against milliseconds a batch. ${rows
        .map(
          (row) =>
            `${row.model}: ${formatNumber(row.milliseconds)} ms, ${formatNumber(row.accuracyPct)} %`,
        )
        .join('; ')}.`,
      data: [marks(rows), originals(rows)],
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 70, margin: { t: 12, r: 20 } }),
        xaxis: axis(`ms a forward pass of ${batch} images (log scale)`, {
          type: 'log',
          range: range.x,
          tickmode: 'array',
          tickvals: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
          showgrid: false,
        }),
        yaxis: axis('test accuracy (%)', { range: range.y }),
        annotations: labels(points, range),
      },
    },
    words,
  );
}

interface Point {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly mark: string;
}

function ours(row: SpeedRow): Point {
  return {
    text: row.model,
    x: row.milliseconds,
    y: row.accuracyPct,
    color: methodColor[row.method],
    mark: '•',
  };
}

function original({ model, originalMs, originalPct }: SpeedRow): Point[] {
  if (originalMs === null || originalPct === null) return [];
  return [
    { text: `original ${model}`, x: originalMs, y: originalPct, color: INK, mark: ORIGINAL_SYMBOL },
  ];
}

function marks(rows: readonly SpeedRow[]): Partial<Data> {
  const bars = { type: 'data', symmetric: false, color: MUTED, thickness: 1.5, width: 4 } as const;
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'this report',
    x: rows.map((row) => row.milliseconds),
    y: rows.map((row) => row.accuracyPct),
    text: rows.map((row) => row.model),
    marker: { color: rows.map((row) => methodColor[row.method]), size: 13 },
    error_x: {
      ...bars,
      array: rows.map((row) => row.highMs - row.milliseconds),
      arrayminus: rows.map((row) => row.milliseconds - row.lowMs),
    },
    error_y: {
      ...bars,
      array: rows.map((row) => row.highPct - row.accuracyPct),
      arrayminus: rows.map((row) => row.accuracyPct - row.lowPct),
    },
    hovertemplate: '%{text}: %{x:.2f} ms, %{y:.2f} %<extra></extra>',
  };
}

function originals(rows: readonly SpeedRow[]): Partial<Data> {
  const points = rows.flatMap(original);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'original report',
    x: points.map((point) => point.x),
    y: points.map((point) => point.y),
    text: points.map((point) => point.text),
    marker: originalMarker,
    hovertemplate: '%{text}: %{x:.2f} ms, %{y:.2f} %<extra></extra>',
  };
}

interface Range {
  /** Powers of ten. */
  readonly x: [number, number];
  readonly y: [number, number];
}

/** Room around the points, and at the right for their names. */
function padded(points: readonly Point[]): Range {
  const logs = points.map((point) => Math.log10(point.x));
  const ys = points.map((point) => point.y);
  const width = Math.max(Math.max(...logs) - Math.min(...logs), 0.3);
  const height = Math.max(Math.max(...ys) - Math.min(...ys), 5);
  return {
    x: [Math.min(...logs) - 0.08 * width, Math.max(...logs) + 0.7 * width],
    y: [Math.min(...ys) - 0.12 * height, Math.max(...ys) + 0.12 * height],
  };
}

/**
 * Names right of their points, moved apart where they would overlap, and right of any other point
 * that stands in their way.
 */
function labels(points: readonly Point[], range: Range): Partial<Annotation>[] {
  const [low, high] = range.y;
  const gap = ((high - low) * LINE_PIXELS) / PANEL_PIXELS;
  const near = (range.x[1] - range.x[0]) * 0.15;
  const sorted = [...points].sort((a, b) => a.y - b.y);
  const places = spread(
    sorted.map((point) => point.y),
    { low, high, gap },
  );
  return sorted.map((point, at) => {
    const start = Math.log10(point.x);
    const inTheWay = points
      .filter((other) => Math.abs(other.y - (places[at] as number)) < gap)
      .map((other) => Math.log10(other.x))
      .filter((x) => x > start && x < start + near);
    return {
      text: key({ text: point.text, color: point.color, dash: point.mark }),
      x: Math.max(start, ...inTheWay),
      y: places[at] as number,
      xanchor: 'left',
      yanchor: 'middle',
      xshift: 12,
      showarrow: false,
      font: { size: 12, color: INK },
    };
  });
}

function finding(rows: readonly SpeedRow[]): string {
  const teacher = rows.find((row) => row.method === 'teacher');
  const students = rows.filter((row) => row.method !== 'teacher');
  if (teacher === undefined || students.length === 0) return 'Accuracy against speed';
  const ratios = students.map((row) => teacher.milliseconds / row.milliseconds);
  const costs = students.map((row) => teacher.accuracyPct - row.accuracyPct);
  return (
    `The student answers ${between(ratios)} times faster than the teacher and is right ` +
    `${between(costs)} points less often`
  );
}

function between(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) =>
    formatNumber(value, 1),
  );
  return low === high ? `${low}` : `${low} to ${high}`;
}
