import type { Data } from 'plotly.js-dist';
import { formatCount, formatNumber } from '../tables/format';
import type { SizeRow } from '../tables/size-table';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor, ORIGINAL_SYMBOL, originalMarker } from './palette';
import { axis, baseLayout } from './theme';

const ROW_PIXELS = 46;

/** Parameters and bytes by model, the original report's figures as hollow diamonds. */
export function modelSizes(rows: readonly SizeRow[], words: Words = {}): Figure {
  const title = words.title ?? finding(rows);
  const originals = rows.some((row) => row.originalMegabytes !== null);
  const panel = rows.length * ROW_PIXELS;
  const category = axis('', {
    autorange: 'reversed',
    showgrid: false,
    ticklabelstandoff: 10, // the diamonds of small models reach over the axis
    tickfont: { color: INK, size: 13 },
  });
  return figure(
    {
      name: 'model-sizes',
      title,
      caption:
        `n = ${rows.length} models, counted, so without uncertainty. MB is 2^20 bytes of parameters and ` +
        `buffers.${originals ? ' Hollow diamonds: the original report.' : ''}`,
      alt: `Bars of parameters and size. ${rows
        .map(
          ({ model, parameters, megabytes }) =>
            `${model}: ${formatCount(parameters)} parameters, ${formatNumber(megabytes)} MB`,
        )
        .join('; ')}.`,
      data: [
        ...panelOf(rows, {
          suffix: '',
          values: rows.map((row) => row.parameters),
          texts: rows.map((row) => formatCount(row.parameters)),
          originals: rows.map((row) => row.originalParameters),
        }),
        ...panelOf(rows, {
          suffix: '2',
          values: rows.map((row) => row.megabytes),
          texts: rows.map((row) => `${formatNumber(row.megabytes)} MB`),
          originals: rows.map((row) => row.originalMegabytes),
        }),
      ],
      layout: {
        ...baseLayout(title, { height: 2 * panel + 160, margin: { l: 100, t: 28 } }),
        bargap: 0.4,
        xaxis: axis('parameters', { range: [0, top(rows.map((row) => row.parameters))] }),
        xaxis2: axis('size (MB)', {
          range: [0, top(rows.map((row) => row.megabytes))],
          anchor: 'y2',
        }),
        yaxis: { ...category, domain: [0.6, 1] },
        yaxis2: { ...category, domain: [0, 0.4] },
        annotations: originals
          ? [
              keyLine([
                { text: 'this report', color: INK, dash: 'bars' },
                { text: 'original report', color: INK, dash: ORIGINAL_SYMBOL },
              ]),
            ]
          : [],
      },
    },
    words,
  );
}

interface PanelContent {
  readonly suffix: '' | '2';
  readonly values: readonly number[];
  readonly texts: readonly string[];
  readonly originals: readonly (number | null)[];
}

function panelOf(rows: readonly SizeRow[], content: PanelContent): Partial<Data>[] {
  const models = rows.map((row) => row.model);
  const axes = { xaxis: `x${content.suffix}`, yaxis: `y${content.suffix}` } as const;
  return [
    {
      type: 'bar',
      orientation: 'h',
      name: 'this report',
      x: [...content.values],
      y: models,
      ...axes,
      text: content.texts.map((text) => `\u00a0\u00a0\u00a0${text}`),
      textposition: 'outside',
      textfont: { size: 12 },
      cliponaxis: false,
      marker: { color: rows.map((row) => methodColor[row.method]) },
      hovertemplate: '%{y}: %{text}<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'markers',
      name: 'original report',
      x: content.originals.flatMap((value) => (value === null ? [] : [value])),
      y: models.filter((_, at) => content.originals[at] !== null),
      ...axes,
      cliponaxis: false,
      marker: originalMarker,
      hovertemplate: 'original report: %{x:,}<extra></extra>',
    },
  ];
}

/** Room right of the longest bar for its number. */
function top(values: readonly number[]): number {
  return Math.max(...values) * 1.32;
}

function finding(rows: readonly SizeRow[]): string {
  const smallest = rows.reduce((a, b) => (b.parameters < a.parameters ? b : a));
  return (
    `The student has ${formatNumber(smallest.parametersRatio, 1)} times fewer parameters than the ` +
    `teacher and takes ${formatNumber(smallest.megabytesRatio, 1)} times less space`
  );
}
