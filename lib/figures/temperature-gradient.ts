import { formatCount, formatNumber } from '../tables/format';
import type { TemperatureGradientRow } from '../tables/temperature-gradient-rows';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { marks } from './marks';
import { MUTED, methodColor } from './palette';
import { axis } from './theme';

const PANEL_PIXELS = 290;

const color = methodColor.distilled;
const series = [
  { text: 'soft term · T²', of: 'withSquare', color, dash: 'solid', size: 7, key: '—' },
  { text: 'soft term', of: 'withoutSquare', color, dash: 'dot', size: 7, key: '···' },
  { text: 'labels', of: 'labels', color: MUTED, dash: 'dash', size: 0.1, key: '- -' },
] as const;

/** How strongly the soft term pulls at the logits, by temperature, with and without the factor T². */
export function temperatureGradient(
  rows: readonly TemperatureGradientRow[],
  { images, ...words }: Words & { readonly images: number },
): Figure {
  const logs = rows.flatMap((row) => series.map(({ of }) => Math.log10(row[of])));
  const [low, high] = [Math.min(...logs) - 0.1, Math.max(...logs) + 0.1];
  const last = rows.at(-1);
  const ends = series.map(({ text, of, color, key: dash }) => {
    return { text, color, dash, y: Math.log10(last?.[of] ?? 1) };
  });
  return figure(words, {
    name: 'temperature-gradient',
    title: finding(rows),
    caption:
      `n = ${formatCount(images)} images. Mean length of the gradient with respect to the student's logits: of ` +
      'KL(teacher ‖ student) at T, of T² times that, and of the cross-entropy with the labels.',
    alt: `Gradient length against temperature on logarithmic axes. ${finding(rows)}.`,
    frame: { height: PANEL_PIXELS + 70, margin: { r: 116 } },
    data: series.map(({ text, of, color, dash, size }) => {
      const points = rows.map((row) => ({ x: row.temperature, y: row[of] }));
      return marks(points, {
        mode: 'lines+markers',
        name: text,
        line: { color, width: 2.5, dash },
        marker: { color, size },
        hover: `${text} at T = %{x}: %{y:.4f}`,
      });
    }),
    layout: {
      xaxis: axis('temperature T (log scale)', {
        type: 'log',
        showgrid: false,
        tickmode: 'array',
        tickvals: rows.map((row) => row.temperature),
      }),
      yaxis: axis('mean gradient length (log scale)', {
        type: 'log',
        range: [low, high],
        tickmode: 'array',
        tickvals: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      }),
      annotations: directLabels(ends, { yref: 'y', low, high, pixels: PANEL_PIXELS }),
    },
    rows,
  });
}

function finding(rows: readonly TemperatureGradientRow[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) throw new Error('temperatureGradient: no rows');
  const fall = formatNumber(first.withoutSquare / last.withoutSquare, 0);
  const change = formatNumber(last.withSquare / first.withSquare, 1);
  return (
    `From T = ${first.temperature} to ${last.temperature} the soft term's gradient shrinks ${fall} ` +
    `times; with the factor T² it becomes ${change} times as long`
  );
}
