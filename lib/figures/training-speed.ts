import type { Data } from 'plotly.js-dist';
import { formatCount, formatNumber } from '../tables/format';
import { type TrainingPeer, trainingPeers } from '../tables/training-peer';
import type { RateBlock, TrainingRate, TrainingRates } from '../tables/training-rates';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import {
  GROUPED_ROW_PIXELS,
  groupDividers,
  groupedAxis,
  groupHeadings,
  type PlacedGroups,
  placeGroups,
  type RowGroup,
} from './grouped-rows';
import { INK, peerColor } from './palette';
import { axis, baseLayout } from './theme';

type Placed = PlacedGroups<TrainingRate>;

/** Images a second of each side, a dot a measured block, comparison below comparison. */
export function trainingSpeed(shown: TrainingRates, words: Words = {}): Figure {
  const { rates, blocks } = shown;
  if (rates.length === 0) throw new Error('trainingSpeed: expected at least one side, got none');
  const title = words.title ?? finding(rates);
  const placed = placeGroups(byComparison(rates));
  return figure(
    {
      name: 'training-speed',
      title,
      caption:
        `n = ${blocksInWords(rates)} measured blocks a side, a dot each, the sides in turn; black lines and ` +
        'numbers are medians.',
      alt: `Images a second, a dot a block. ${rates.map(inWords).join('; ')}.`,
      data: [
        ...trainingPeers
          .filter((peer) => rates.some((rate) => rate.peer === peer))
          .map((peer) => dots(shown, placed, peer)),
        medians(placed),
      ],
      layout: {
        ...baseLayout(title, {
          height: placed.count * GROUPED_ROW_PIXELS + 84,
          margin: { t: 28, r: 24 },
        }),
        xaxis: rateAxis(shown),
        yaxis: groupedAxis(placed, label),
        shapes: groupDividers(placed),
        annotations: [
          keyLine([
            { text: 'block', color: INK, dash: '•' },
            { text: 'median', color: INK, dash: '|' },
          ]),
          ...groupHeadings(placed),
        ],
      },
      rows: blocks,
    },
    words,
  );
}

/** The sides of each comparison under what it does. */
export function byComparison(rates: readonly TrainingRate[]): RowGroup<TrainingRate>[] {
  const names = [...new Set(rates.map(({ comparison }) => comparison))];
  return names.map((name) => {
    const rows = rates.filter(({ comparison }) => comparison === name);
    const job = rows[0]?.job ?? name;
    return { heading: job.charAt(0).toUpperCase() + job.slice(1), rows };
  });
}

function label({ side, imagesPerSecond }: TrainingRate): string {
  return `${side}  <b>${formatCount(imagesPerSecond)}</b>`;
}

function inWords({ job, side, imagesPerSecond }: TrainingRate): string {
  return `${job}, ${side}: ${formatCount(imagesPerSecond)}`;
}

/** "12", or "10 to 12" where sides differ. */
export function blocksInWords(rates: readonly TrainingRate[]): string {
  const counts = rates.map(({ blocks }) => blocks);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return low === high ? `${low}` : `${low} to ${high}`;
}

function isOf({ comparison, side }: RateBlock, rate: TrainingRate): boolean {
  return comparison === rate.comparison && side === rate.side;
}

function dots({ blocks }: TrainingRates, { rows }: Placed, peer: TrainingPeer): Partial<Data> {
  const own = rows
    .filter(({ row }) => row.peer === peer)
    .flatMap(({ row, y }) =>
      blocks.filter((block) => isOf(block, row)).map((block) => ({ block, y })),
    );
  const color = peerColor[peer];
  const hollow = peer === 'PyTorch, contiguous';
  return {
    type: 'scatter',
    mode: 'markers',
    name: peer,
    x: own.map(({ block }) => block.imagesPerSecond),
    y: own.map(({ y }) => y),
    text: own.map(({ block }) => `${block.side}, block ${block.block}`),
    marker: {
      symbol: hollow ? 'circle-open' : 'circle',
      color,
      size: 8,
      opacity: 0.75,
      line: { color, width: hollow ? 1.5 : 0 },
    },
    hovertemplate: '%{text}: %{x:,.0f} images/s<extra></extra>',
  };
}

function medians({ rows }: Placed): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'median',
    x: rows.map(({ row }) => row.imagesPerSecond),
    y: rows.map(({ y }) => y),
    marker: {
      symbol: 'line-ns-open',
      color: INK,
      size: 16,
      line: { width: 2, color: INK },
    },
    hovertemplate: 'median: %{x:,.0f} images/s<extra></extra>',
  };
}

/** Beyond this many times the least rate, the axis is logarithmic. */
const WIDE = 4;
const ticks = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

function rateAxis({ rates }: TrainingRates) {
  const values = rates.flatMap(({ lowPerSecond, highPerSecond }) => [lowPerSecond, highPerSecond]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high <= WIDE * low) return axis('images/s', { range: [0, 1.05 * high], tickformat: ',' });
  return axis('images/s (log scale)', {
    type: 'log',
    range: [Math.log10(low / 1.15), Math.log10(high * 1.1)],
    tickmode: 'array',
    tickvals: ticks,
    ticktext: ticks.map(formatCount),
  });
}

/** Ours against the fastest of the others, where a comparison has others. */
function finding(rates: readonly TrainingRate[]): string {
  const parts = byComparison(rates).flatMap(({ rows }) => {
    const others = rows.filter(({ peer }) => peer.startsWith('PyTorch'));
    const [first] = rows;
    if (first === undefined || others.length === 0) return [];
    const least = Math.min(...others.map(({ ratio }) => ratio));
    return [`${formatNumber(least)} (${first.comparison})`];
  });
  if (parts.length === 0) return 'Images a second of each side, block by block';
  return `Times as fast as PyTorch's faster format: ${parts.join(', ').replaceAll('-', ' ')}`;
}
