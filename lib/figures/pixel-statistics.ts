import { formatCount, formatNumber } from '../tables/format';
import { key } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { channelColor, INK } from './palette';
import { axis, baseLayout } from './theme';

/** The values of one colour channel over all pixels. */
export interface ChannelRow {
  readonly channel: 'red' | 'green' | 'blue';
  /** [256] how often each value occurs */
  readonly histogram: ArrayLike<number>;
  /** On the scale 0 to 1. */
  readonly mean: number;
  /** On the scale 0 to 1. */
  readonly sd: number;
}

/** How often each pixel value occurs, by channel, with mean and standard deviation. */
export function pixelStatistics(rows: readonly ChannelRow[], words: Words = {}): Figure {
  const spreads = rows.map((row) => row.sd);
  const finding =
    `Pixel values spread over the whole range: standard deviation ` +
    `${formatNumber(Math.min(...spreads))} to ${formatNumber(Math.max(...spreads))} of full scale`;
  const title = words.title ?? finding;
  const pixels = total(rows[0]);
  return figure(
    {
      name: 'pixel-statistics',
      title,
      caption:
        `n = ${formatCount(pixels)} pixels a channel. Means and standard deviations (sd) on the scale ` +
        '0 to 1; with them the images are normalised before they enter a network.',
      alt: `Histograms of red, green and blue pixel values. ${rows
        .map(({ channel, mean, sd }) => `${channel}: mean ${mean.toFixed(3)}, sd ${sd.toFixed(3)}`)
        .join('; ')}.`,
      data: rows.map((row) => ({
        type: 'scatter',
        mode: 'lines',
        name: row.channel,
        x: Array.from({ length: row.histogram.length }, (_, value) => value),
        y: Array.from(row.histogram, (count) => Number(((100 * count) / total(row)).toFixed(4))),
        line: { color: channelColor[row.channel], width: 2 },
        hovertemplate: '%{y:.2f} %',
      })),
      layout: {
        ...baseLayout(title, { height: 400, margin: { t: 64 } }),
        hovermode: 'x unified',
        xaxis: axis('pixel value (0 black, 255 full)', { range: [0, 255], showgrid: false }),
        yaxis: axis('share of pixels (%)', { rangemode: 'tozero' }),
        annotations: [
          {
            text: rows.map(named).join('<br>'),
            align: 'left',
            x: 0,
            xref: 'paper',
            xanchor: 'left',
            y: 1,
            yref: 'paper',
            yanchor: 'bottom',
            yshift: 6,
            showarrow: false,
            font: { size: 12, color: INK },
          },
        ],
      },
    },
    words,
  );
}

function named({ channel, mean, sd }: ChannelRow): string {
  const text = `${channel}: mean ${mean.toFixed(3)}, sd ${sd.toFixed(3)}`;
  return key({ text, color: channelColor[channel] });
}

function total(row: ChannelRow | undefined): number {
  return Array.from(row?.histogram ?? []).reduce((sum, count) => sum + count, 0);
}
