import { formatCount, formatNumber } from '../tables/format';
import type { TrainingRate } from '../tables/training-rates';
import { type Figure, figure, type Words } from './figure';
import {
  GROUPED_ROW_PIXELS,
  groupDividers,
  groupedAxis,
  groupHeadings,
  placeGroups,
} from './grouped-rows';
import { INK, PAPER, peerColor } from './palette';
import { axis, baseLayout } from './theme';
import { byComparison } from './training-speed';

/** The most resident memory of each side's process, comparison below comparison. */
export function peakMemory(rates: readonly TrainingRate[], words: Words = {}): Figure {
  if (rates.length === 0) throw new Error('peakMemory: expected at least one side, got none');
  const title = words.title ?? finding(rates);
  const placed = placeGroups(byComparison(rates));
  return figure(
    {
      name: 'peak-memory',
      title,
      caption:
        'n = 1 process a bar: the most resident memory it ever had, interpreter, libraries and images included; ' +
        'MB of 2^20 bytes. Hollow: PyTorch with contiguous images.',
      alt: `Peak memory in MB. ${rates.map(({ job, side, peakMegabytes: megabytes }) => `${job}, ${side}: ${formatCount(megabytes)}`).join('; ')}.`,
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: placed.rows.map(({ row }) => row.peakMegabytes),
          y: placed.rows.map(({ y }) => y),
          width: 0.66,
          text: placed.rows.map(({ row }) => formatCount(row.peakMegabytes)),
          textposition: 'outside',
          cliponaxis: false,
          textfont: { color: INK, size: 12 },
          marker: {
            color: placed.rows.map(({ row }) =>
              row.peer === 'PyTorch, contiguous' ? PAPER : peerColor[row.peer],
            ),
            line: { color: placed.rows.map(({ row }) => peerColor[row.peer]), width: 1.5 },
          },
          hovertemplate: '%{x:,.0f} MB<extra></extra>',
        },
      ],
      layout: {
        ...baseLayout(title, {
          height: placed.count * GROUPED_ROW_PIXELS + 62,
          margin: { r: 60 },
        }),
        xaxis: axis('most resident memory of the process (MB)', { rangemode: 'tozero' }),
        yaxis: groupedAxis(placed, ({ side }) => side),
        shapes: groupDividers(placed),
        annotations: groupHeadings(placed),
      },
      rows: rates,
    },
    words,
  );
}

/** Ours over PyTorch's smaller one, comparison by comparison. */
function finding(rates: readonly TrainingRate[]): string {
  const parts = byComparison(rates).flatMap(({ rows }) => {
    const [first] = rows;
    const others = rows.filter(({ peer }) => peer.startsWith('PyTorch'));
    if (first === undefined || others.length === 0) return [];
    const least = Math.min(...others.map(({ peakMegabytes }) => peakMegabytes));
    const share = formatNumber(first.peakMegabytes / least);
    return [`${share} (${first.comparison.replaceAll('-', ' ')})`];
  });
  if (parts.length === 0) return 'The most memory that each process took';
  return `Our memory over PyTorch's in its smaller format: ${parts.join(', ')}`;
}
