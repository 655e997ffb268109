import type { Data } from 'plotly.js-dist';
import { formatNumber } from '../tables/format';
import type { SpeedRow } from '../tables/timing-table';
import { type Figure, figure, type Words } from './figure';
import { markLabels, type NamedMark } from './mark-labels';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL, originalMarker } from './palette';
import { axis, baseLayout } from './theme';

const PANEL_PIXELS = 320;
const PANEL_WIDTH_PIXELS = 620;

/** Accuracy against the time of a forward pass, ours and the original report's. */
export function speedAccuracy(rows: readonly SpeedRow[], words: Words = {}): Figure {
  const title = words.title ?? finding(rows);
  const points = [...rows.map(ours), ...originalSpeeds(rows).map(original)];
  const range = padded(points);
  const batch = rows[0]?.batch ?? 0;
  return figure(
    {
      name: 'speed-accuracy',
      title,
      caption:
        `n = ${Math.min(...rows.map((row) => row.passes))} timed passes a model: median with quartiles; ` +
        'accuracy with its 95 % Wilson interval, one run a model. Hollow diamonds: the original report, ' +
        'on hardware and with a batch size it does not name, so only ratios of its times compare.',
      alt: `Accuracy against milliseconds a batch. ${rows
        .map(
          (row) =>
            `${row.model}: ${formatNumber(row.medianMs)} ms, ${formatNumber(row.accuracyPct)} %`,
        )
        .join('; ')}.`,
      data: [marks(rows), originals(rows)],
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 70, margin: { t: 12, r: 20 } }),
        xaxis: axis(
          `ms a forward pass of ${batch === 1 ? 'one image' : `${batch} images`} (log scale)`,
          {
            type: 'log',
            range: range.x,
            tickmode: 'array',
            tickvals: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
            showgrid: false,
          },
        ),
        yaxis: axis('test accuracy (%)', { range: range.y }),
        annotations: markLabels(points, {
          ...range,
          width: PANEL_WIDTH_PIXELS,
          height: PANEL_PIXELS,
        }),
      },
    },
    words,
  );
}

function ours(row: SpeedRow): NamedMark {
  return {
    text: row.model,
    bar: [Math.log10(row.lowerQuartileMs), Math.log10(row.upperQuartileMs)],
    y: row.accuracyPct,
    color: methodColor[row.method],
    symbol: '•',
  };
}

function original({ model, originalMs, originalPct }: OriginalSpeed): NamedMark {
  const place = Math.log10(originalMs);
  return {
    text: `original ${model}`,
    bar: [place, place],
    y: originalPct,
    color: INK,
    symbol: ORIGINAL_SYMBOL,
  };
}

interface OriginalSpeed {
  readonly model: string;
  readonly originalMs: number;
  readonly originalPct: number;
}

/** The original report's times and accuracies, where it has both. */
function originalSpeeds(rows: readonly SpeedRow[]): OriginalSpeed[] {
  return rows.flatMap(({ model, originalMs, originalPct }) =>
    originalMs === null || originalPct === null ? [] : [{ model, originalMs, originalPct }],
  );
}

function marks(rows: readonly SpeedRow[]): Partial<Data> {
  const bars = { type: 'data', symmetric: false, color: MUTED, thickness: 1.5, width: 4 } as const;
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'this report',
    x: rows.map((row) => row.medianMs),
    y: rows.map((row) => row.accuracyPct),
    text: rows.map((row) => row.model),
    marker: { color: rows.map((row) => methodColor[row.method]), size: 13 },
    error_x: {
      ...bars,
      array: rows.map((row) => row.upperQuartileMs - row.medianMs),
      arrayminus: rows.map((row) => row.medianMs - row.lowerQuartileMs),
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
  const speeds = originalSpeeds(rows);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'original report',
    x: speeds.map((speed) => speed.originalMs),
    y: speeds.map((speed) => speed.originalPct),
    text: speeds.map((speed) => `original ${speed.model}`),
    marker: originalMarker,
    hovertemplate: '%{text}: %{x:.2f} ms, %{y:.2f} %<extra></extra>',
  };
}

interface Range {
  /** Powers of ten. */
  readonly x: [number, number];
  readonly y: [number, number];
}

/** Room around the points and their bars, and at the right for their names. */
function padded(points: readonly NamedMark[]): Range {
  const logs = points.flatMap(({ bar }) => [...bar]);
  const ys = points.map((point) => point.y);
  const width = Math.max(Math.max(...logs) - Math.min(...logs), 0.3);
  const height = Math.max(Math.max(...ys) - Math.min(...ys), 5);
  return {
    x: [Math.min(...logs) - 0.08 * width, Math.max(...logs) + 0.5 * width],
    y: [Math.min(...ys) - 0.12 * height, Math.max(...ys) + 0.12 * height],
  };
}

function finding(rows: readonly SpeedRow[]): string {
  const teacher = rows.find((row) => row.method === 'teacher');
  const students = rows.filter((row) => row.method !== 'teacher');
  if (teacher === undefined || students.length === 0) return 'Accuracy against speed';
  const ratios = students.map((row) => teacher.medianMs / row.medianMs);
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
