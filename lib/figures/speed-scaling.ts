import { between, formatCount, formatNumber } from '../tables/format';
import { groupsBy } from '../tables/groups';
import type { Growing, SpeedScalingRow } from '../tables/speed-scaling-rows';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { errorBars, marks } from './marks';
import { peerColor } from './palette';
import { axis } from './theme';
import { rateAxis } from './training-comparisons';

const PANEL_PIXELS = 280;
const room = { wide: 5, above: 1.08, logBelow: 1.2, logAbove: 1.2, lastTick: 10_000 };

const named = {
  batch: {
    axis: 'images in a batch (log scale)',
    tick: String,
    size: (size: number) => `batches of ${formatCount(size)}`,
  },
  width: {
    axis: 'width of the student, times its own (log scale)',
    tick: (size: number) => `×${size}`,
    size: (size: number) => `width ×${size}`,
  },
} as const;

/** Images per second of the student's training step as the work grows, ours and PyTorch's. */
export function speedScaling(
  rows: readonly SpeedScalingRow[],
  growing: Growing,
  words: Words = {},
): Figure {
  if (rows.length === 0) throw new Error('speedScaling: expected at least one size, got none');
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const peers = [...groupsBy(rows, ({ peer }) => peer)].reverse(); // ours on top
  const { low, high, place, axis: yaxis } = rateAxis(rows, room);
  const inWords = ({ size, side, imagesPerSecond }: SpeedScalingRow) =>
    `${named[growing].size(size)}, ${side}: ${formatCount(imagesPerSecond)}`;
  const ends = peers.map(([text, own]) => {
    return { text, color: peerColor[text], y: place(own.at(-1)?.imagesPerSecond ?? 1) };
  });
  return figure(words, {
    name: `speed-by-${growing}`,
    title: finding(rows, growing),
    caption:
      `n = ${between(rows.map(({ blocks }) => blocks))} blocks per size and side, the sides alternating: median and range. A training step ` +
      'of the student with augmentation, float32, all cores.',
    alt: `Images per second. ${rows.map(inWords).join('; ')}.`,
    frame: { height: PANEL_PIXELS + 70, margin: { r: 160 } },
    data: peers.map(([peer, own]) => line(peer, peerColor[peer], own)),
    layout: {
      xaxis: axis(named[growing].axis, {
        type: 'log',
        showgrid: false,
        tickmode: 'array',
        tickvals: sizes,
        ticktext: sizes.map(named[growing].tick),
        range: padded(sizes),
      }),
      yaxis,
      annotations: directLabels(ends, { yref: 'y', low, high, pixels: PANEL_PIXELS }),
    },
    rows,
  });
}

function line(name: string, color: string, rows: readonly SpeedScalingRow[]) {
  const points = rows.map(({ size, imagesPerSecond: y, lowPerSecond, highPerSecond }) => {
    return { x: size, y, value: y, low: lowPerSecond, high: highPerSecond };
  });
  return marks(points, {
    mode: 'lines+markers',
    name,
    line: { color, width: 2.5 },
    marker: { color, size: 8 },
    error_y: errorBars(points, { color, width: 4 }),
    hover: `${name}, %{x}: %{y:,.0f} images/s`,
  });
}

/** Powers of ten around the sizes. */
function padded(sizes: readonly number[]): [number, number] {
  const logs = sizes.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const room = 0.08 * Math.max(high - low, 0.3);
  return [low - room, high + room];
}

function finding(rows: readonly SpeedScalingRow[], growing: Growing): string {
  const { size } = named[growing];
  const ours = rows.filter(({ peer }) => peer === 'ours');
  const others = rows.filter(({ peer }) => peer !== 'ours');
  const [first, last] = [ours[0], ours.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return `Images per second of the student's training step: ${size(rows[0]?.size ?? 1)}`;
  }
  const ratios = between(
    others.map(({ ratio }) => ratio),
    formatNumber,
  );
  const beside = others.length === 0 ? '' : `, ${ratios} times PyTorch's speed`;
  return (
    `From ${size(first.size)} to ${size(last.size)} our rate goes from ` +
    `${formatCount(first.imagesPerSecond)} to ${formatCount(last.imagesPerSecond)} images per second${beside}`
  );
}
