import { between, formatCount } from '../tables/format';
import { type TrainingPeer, trainingPeers } from '../tables/training-peer';
import type { RateBlock, TrainingRate, TrainingRates } from '../tables/training-rates';
import { type Figure, figure, type Words } from './figure';
import { GROUPED_ROW_PIXELS, groupedPanel, type PlacedRow, placeGroups } from './grouped-rows';
import { marks } from './marks';
import { keyLine } from './notes';
import { peerColor } from './palette';
import { strokeMarker } from './row-panel';
import { besidePytorch, byComparison, hollowPeer, rateAxis } from './training-comparisons';

const room = { wide: 4, above: 1.05, logBelow: 1.15, logAbove: 1.1, lastTick: 50_000 };

/** Images per second of each side, one dot per measured block, comparison below comparison. */
export function trainingSpeed({ rates, blocks }: TrainingRates, words: Words = {}): Figure {
  if (rates.length === 0) throw new Error('trainingSpeed: expected at least one side, got none');
  const placed = placeGroups(byComparison(rates));
  const panel = groupedPanel(placed, label);
  const medians = placed.rows.map(({ row, y }) => ({ x: row.imagesPerSecond, y }));
  const keys = [
    { text: 'block', dash: '•' },
    { text: 'median', dash: '|' },
  ];
  return figure(words, {
    name: 'training-speed',
    title: finding(rates),
    caption:
      `n = ${between(rates.map((rate) => rate.blocks))} measured blocks per side, one dot each, the sides alternating; black lines and ` +
      'numbers are medians.',
    alt: `Images per second, one dot per block. ${rates.map(inWords).join('; ')}.`,
    frame: { height: placed.count * GROUPED_ROW_PIXELS + 84, margin: { t: 28, r: 24 } },
    data: [
      ...trainingPeers.flatMap((peer) => {
        const own = placed.rows.filter(({ row }) => row.peer === peer);
        return own.length === 0 ? [] : [dots(peer, own, blocks)];
      }),
      marks(medians, {
        name: 'median',
        marker: strokeMarker(16, 2),
        hover: 'median: %{x:,.0f} images/s',
      }),
    ],
    layout: {
      xaxis: rateAxis(rates, room).axis,
      ...panel,
      annotations: [keyLine(keys), ...panel.annotations],
    },
    rows: blocks,
  });
}

function label({ side, imagesPerSecond }: TrainingRate): string {
  return `${side}  <b>${formatCount(imagesPerSecond)}</b>`;
}

function inWords({ job, side, imagesPerSecond }: TrainingRate): string {
  return `${job}, ${side}: ${formatCount(imagesPerSecond)}`;
}

function dots(
  peer: TrainingPeer,
  rows: readonly PlacedRow<TrainingRate>[],
  blocks: readonly RateBlock[],
) {
  const points = rows.flatMap(({ row, y }) =>
    blocks
      .filter(({ comparison, side }) => comparison === row.comparison && side === row.side)
      .map(({ imagesPerSecond: x, side, block }) => ({ x, y, text: `${side}, block ${block}` })),
  );
  const color = peerColor[peer];
  const isHollow = peer === hollowPeer;
  const symbol = isHollow ? 'circle-open' : 'circle';
  return marks(points, {
    name: peer,
    marker: { symbol, color, size: 8, opacity: 0.75, line: { color, width: isHollow ? 1.5 : 0 } },
    hover: '%{text}: %{x:,.0f} images/s',
  });
}

/** Ours against the fastest of the others, where a comparison has others. */
function finding(rates: readonly TrainingRate[]): string {
  const ratios = besidePytorch(rates, (_, others) => Math.min(...others.map(({ ratio }) => ratio)));
  if (ratios === '') return 'Images per second of each side, block by block';
  return `Speed relative to PyTorch's faster format: ${ratios}`;
}
