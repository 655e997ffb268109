import { formatCount } from '../tables/format';
import type { TrainingRate } from '../tables/training-rates';
import { type Figure, figure, type Words } from './figure';
import { GROUPED_ROW_PIXELS, groupedPanel, placeGroups } from './grouped-rows';
import { bars } from './marks';
import { INK, PAPER, peerColor } from './palette';
import { axis } from './theme';
import { besidePytorch, byComparison, hollowPeer } from './training-comparisons';

/** The peak resident memory of each side's process, comparison below comparison. */
export function peakMemory(rates: readonly TrainingRate[], words: Words = {}): Figure {
  if (rates.length === 0) throw new Error('peakMemory: expected at least one side, got none');
  const placed = placeGroups(byComparison(rates));
  const peers = placed.rows.map(({ row }) => row.peer);
  const memory = placed.rows.map(({ row: { peakMegabytes: x }, y }) => {
    return { x, y, text: formatCount(x) };
  });
  return figure(words, {
    name: 'peak-memory',
    title: finding(rates),
    caption:
      'n = 1 process per bar: its peak resident memory, including interpreter, libraries and images; ' +
      '1 MB = 2^20 bytes. Hollow: PyTorch with contiguous images.',
    alt: `Peak memory in MB. ${rates.map(inWords).join('; ')}.`,
    frame: { height: placed.count * GROUPED_ROW_PIXELS + 62, margin: { r: 60 } },
    data: [
      bars(memory, {
        width: 0.66,
        textfont: { color: INK, size: 12 },
        marker: {
          color: peers.map((peer) => (peer === hollowPeer ? PAPER : peerColor[peer])),
          line: { color: peers.map((peer) => peerColor[peer]), width: 1.5 },
        },
        hover: '%{x:,.0f} MB',
      }),
    ],
    layout: {
      xaxis: axis('peak resident memory of the process (MB)', { rangemode: 'tozero' }),
      ...groupedPanel(placed, ({ side }) => side),
    },
    rows: rates,
  });
}

function inWords({ job, side, peakMegabytes }: TrainingRate): string {
  return `${job}, ${side}: ${formatCount(peakMegabytes)}`;
}

/** Ours over PyTorch's smaller one, comparison by comparison. */
function finding(rates: readonly TrainingRate[]): string {
  const shares = besidePytorch(
    rates,
    (ours, others) => ours.peakMegabytes / Math.min(...others.map((other) => other.peakMegabytes)),
  );
  if (shares === '') return 'Peak memory of each process';
  return `Our peak memory relative to PyTorch's smaller format: ${shares}`;
}
