import { formatCount, formatNumber } from '../tables/format';
import type { CalibrationRow, ReliabilityRow } from '../tables/reliability-rows';
import { slug } from './confusion-matrix';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor } from './palette';
import { axis, baseLayout } from './theme';

/**
 * Accuracy against confidence of one model, in bins of equally many images: on the diagonal confidence
 * tells the truth, below it the model is too sure.
 * @param rows the bins of one model
 * @param calibration the same model's summary
 */
export function reliabilityDiagram(
  rows: readonly ReliabilityRow[],
  calibration: CalibrationRow,
  words: Words = {},
): Figure {
  const { model, method } = calibration;
  const title = words.title ?? finding(rows, calibration);
  const low = Math.min(...rows.map((row) => Math.min(row.confidencePct, row.lowPct)));
  const start = Math.max(0, Math.floor(low / 10) * 10);
  const ink = { size: 12, color: MUTED };
  return figure(
    {
      name: `reliability-${slug(model)}`,
      title,
      caption:
        `n = ${formatCount(calibration.images)} test images in ${rows.length} bins of equally many, one ` +
        `run of the ${model}; lines are 95 % Wilson intervals. ECE: mean distance from the diagonal.`,
      alt: `Reliability diagram of the ${model}. ${finding(rows, calibration)}.`,
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          name: 'perfect calibration',
          x: [start, 100],
          y: [start, 100],
          line: { color: MUTED, width: 1.5, dash: 'dash' },
          hoverinfo: 'skip',
        },
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: model,
          x: rows.map((row) => row.confidencePct),
          y: rows.map((row) => row.accuracyPct),
          text: rows.map((row) => formatCount(row.images)),
          line: { color: methodColor[method], width: 1.5 },
          marker: { color: methodColor[method], size: 9 },
          error_y: {
            type: 'data',
            symmetric: false,
            array: rows.map((row) => row.highPct - row.accuracyPct),
            arrayminus: rows.map((row) => row.accuracyPct - row.lowPct),
            color: methodColor[method],
            thickness: 1.5,
            width: 0,
          },
          hovertemplate:
            'confidence %{x:.1f} %<br>accuracy %{y:.1f} %<br>%{text} images<extra></extra>',
        },
      ],
      layout: {
        ...baseLayout(title, { height: 430 }),
        xaxis: axis('confidence: probability of the class put first (%)', { range: [start, 102] }),
        yaxis: axis('accuracy (%)', { range: [start, 102] }),
        annotations: [
          {
            text: 'underconfident',
            x: 0.02,
            y: 0.98,
            xref: 'paper',
            yref: 'paper',
            xanchor: 'left',
            yanchor: 'top',
            showarrow: false,
            font: ink,
          },
          {
            text: 'overconfident',
            x: 0.98,
            y: 0.02,
            xref: 'paper',
            yref: 'paper',
            xanchor: 'right',
            yanchor: 'bottom',
            showarrow: false,
            font: ink,
          },
          {
            text: `ECE ${formatNumber(calibration.ecePct)} points`,
            x: 0.02,
            y: 0.9,
            xref: 'paper',
            yref: 'paper',
            xanchor: 'left',
            yanchor: 'top',
            showarrow: false,
            font: { size: 14, color: INK },
          },
        ],
      },
    },
    words,
  );
}

function finding(rows: readonly ReliabilityRow[], calibration: CalibrationRow): string {
  const images = rows.reduce((sum, row) => sum + row.images, 0);
  const gap =
    rows.reduce((sum, row) => sum + row.images * (row.confidencePct - row.accuracyPct), 0) / images;
  const points = formatNumber(Math.abs(gap), 1);
  return (
    `The ${calibration.model} is ${gap > 0 ? 'overconfident' : 'underconfident'} by ` +
    `${points} points on average`
  );
}
