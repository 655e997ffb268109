import { formatCount, formatNumber } from '../tables/format';
import type { TemperatureGradientRow } from '../tables/temperature-gradient-rows';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { MUTED, methodColor } from './palette';
import { axis, baseLayout } from './theme';

const PANEL_PIXELS = 290;

/** How strongly the soft term pulls at the logits, by temperature, with and without the factor T². */
export function temperatureGradient(
  rows: readonly TemperatureGradientRow[],
  words: Words & { readonly images: number },
): Figure {
  const { images, ...given } = words;
  const title = given.title ?? finding(rows);
  const series = [
    { text: 'soft term · T²', quantity: 'withSquare', color: methodColor.distilled, dash: 'solid' },
    { text: 'soft term', quantity: 'withoutSquare', color: methodColor.distilled, dash: 'dot' },
    { text: 'labels', quantity: 'labels', color: MUTED, dash: 'dash' },
  ] as const;
  const logs = rows.flatMap((row) => series.map(({ quantity }) => Math.log10(row[quantity])));
  const [low, high] = [Math.min(...logs) - 0.1, Math.max(...logs) + 0.1];
  const last = rows[rows.length - 1];
  return figure(
    {
      name: 'temperature-gradient',
      title,
      caption:
        `n = ${formatCount(images)} images. Mean length of the gradient with respect to the student's logits: of ` +
        'KL(teacher ‖ student) at T, of T² times that, and of the cross-entropy with the labels.',
      alt: `Gradient length against temperature on logarithmic axes. ${finding(rows)}.`,
      data: series.map(({ text, quantity, color, dash }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: text,
        x: rows.map((row) => row.temperature),
        y: rows.map((row) => row[quantity]),
        line: { color, width: 2.5, dash },
        marker: { color, size: quantity === 'labels' ? 0.1 : 7 },
        hovertemplate: `${text} at T = %{x}: %{y:.4f}<extra></extra>`,
      })),
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 70, margin: { r: 116 } }),
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
        annotations: directLabels(
          series.map(({ text, quantity, color, dash }) => ({
            text,
            color,
            y: Math.log10(last?.[quantity] ?? 1),
            dash: { solid: '—', dot: '···', dash: '- -' }[dash],
          })),
          { yref: 'y', low, high, pixels: PANEL_PIXELS },
        ),
      },
      rows,
    },
    given,
  );
}

function finding(rows: readonly TemperatureGradientRow[]): string {
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (first === undefined || last === undefined) throw new Error('temperatureGradient: no rows');
  const fall = formatNumber(first.withoutSquare / last.withoutSquare, 0);
  const change = formatNumber(last.withSquare / first.withSquare, 1);
  return (
    `From T = ${first.temperature} to ${last.temperature} the soft term's gradient shrinks ${fall} ` +
    `times; with the factor T² it becomes ${change} times as long`
  );
}
