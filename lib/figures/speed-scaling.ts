import type { Data } from 'plotly.js-dist';
import { formatCount, formatNumber } from '../tables/format';
import type { Growing, SpeedScalingRow } from '../tables/speed-scaling-rows';
import type { TrainingPeer } from '../tables/training-peer';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { peerColor } from './palette';
import { axis, baseLayout } from './theme';
import { blocksInWords } from './training-speed';

const PANEL_PIXELS = 280;
/** Beyond this many times the least rate, rates stand on a logarithmic axis. */
const WIDE = 5;

const named = {
  batch: {
    name: 'speed-by-batch',
    axis: 'images in a batch (log scale)',
    size: (size: number) => `batches of ${formatCount(size)}`,
  },
  width: {
    name: 'speed-by-width',
    axis: 'width of the student, times its own (log scale)',
    size: (size: number) => `width ×${size}`,
  },
} as const;

/** Images a second of the student's training step as the work grows, ours and PyTorch's. */
export function speedScaling(
  rows: readonly SpeedScalingRow[],
  growing: Growing,
  words: Words = {},
): Figure {
  if (rows.length === 0) throw new Error('speedScaling: expected at least one size, got none');
  const title = words.title ?? finding(rows, growing);
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const peers = [...new Set(rows.map(({ peer }) => peer))].reverse(); // ours on top
  const rates = rateAxis(rows);
  return figure(
    {
      name: named[growing].name,
      title,
      caption:
        `n = ${blocksInWords(rows)} blocks a size and side, in turn: median, least and most. A training step ` +
        'of the student with augmentation, float32, all cores.',
      alt: `Images a second. ${rows.map((row) => `${named[growing].size(row.size)}, ${row.side}: ${formatCount(row.imagesPerSecond)}`).join('; ')}.`,
      data: peers.map((peer) =>
        line(
          peer,
          rows.filter((row) => row.peer === peer),
        ),
      ),
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 70, margin: { r: 160 } }),
        xaxis: axis(named[growing].axis, {
          type: 'log',
          showgrid: false,
          tickmode: 'array',
          tickvals: sizes,
          ticktext: sizes.map((size) => (growing === 'width' ? `×${size}` : `${size}`)),
          range: padded(sizes),
        }),
        yaxis: rates.axis,
        annotations: directLabels(
          peers.map((peer) => ({
            text: peer,
            color: peerColor[peer],
            y: rates.place(rows.filter((row) => row.peer === peer).at(-1)?.imagesPerSecond ?? 1),
          })),
          { yref: 'y', low: rates.low, high: rates.high, pixels: PANEL_PIXELS },
        ),
      },
      rows,
    },
    words,
  );
}

function line(peer: TrainingPeer, rows: readonly SpeedScalingRow[]): Partial<Data> {
  const color = peerColor[peer];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: peer,
    x: rows.map(({ size }) => size),
    y: rows.map(({ imagesPerSecond }) => imagesPerSecond),
    line: { color, width: 2.5 },
    marker: { color, size: 8 },
    error_y: {
      type: 'data',
      symmetric: false,
      array: rows.map((row) => row.highPerSecond - row.imagesPerSecond),
      arrayminus: rows.map((row) => row.imagesPerSecond - row.lowPerSecond),
      color,
      thickness: 1.5,
      width: 4,
    },
    hovertemplate: `${peer}, %{x}: %{y:,.0f} images/s<extra></extra>`,
  };
}

/** Powers of ten around the sizes. */
function padded(sizes: readonly number[]): [number, number] {
  const logs = sizes.map(Math.log10);
  const room = 0.08 * Math.max(Math.max(...logs) - Math.min(...logs), 0.3);
  return [Math.min(...logs) - room, Math.max(...logs) + room];
}

const ticks = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** From 0, or logarithmic where rates lie far apart; `place` puts a rate on it. */
function rateAxis(rows: readonly SpeedScalingRow[]) {
  const least = Math.min(...rows.map(({ lowPerSecond }) => lowPerSecond));
  const most = Math.max(...rows.map(({ highPerSecond }) => highPerSecond));
  const wide = most > WIDE * least;
  const [low, high] = wide ? [Math.log10(least / 1.2), Math.log10(most * 1.2)] : [0, 1.08 * most];
  const own = wide
    ? {
        type: 'log' as const,
        tickmode: 'array' as const,
        tickvals: ticks,
        ticktext: ticks.map(formatCount),
      }
    : { tickformat: ',' };
  return {
    low,
    high,
    place: (rate: number) => (wide ? Math.log10(rate) : rate),
    axis: axis(wide ? 'images/s (log scale)' : 'images/s', { range: [low, high], ...own }),
  };
}

function finding(rows: readonly SpeedScalingRow[], growing: Growing): string {
  const ours = rows.filter(({ peer }) => peer === 'ours');
  const others = rows.filter(({ peer }) => peer !== 'ours');
  const [first, last] = [ours[0], ours.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return `Images a second of the student's training step: ${named[growing].size(rows[0]?.size ?? 1)}`;
  }
  const beside = others.length === 0 ? '' : `, ${between(others)} times PyTorch's speed`;
  return (
    `From ${named[growing].size(first.size)} to ${named[growing].size(last.size)} our images a second go from ` +
    `${formatCount(first.imagesPerSecond)} to ${formatCount(last.imagesPerSecond)}${beside}`
  );
}

/** The least and the most of the ratios; one where they round alike. */
function between(rows: readonly SpeedScalingRow[]): string {
  const ratios = rows.map(({ ratio }) => ratio);
  const [low, high] = [formatNumber(Math.min(...ratios)), formatNumber(Math.max(...ratios))];
  return low === high ? low : `${low} to ${high}`;
}
