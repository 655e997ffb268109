import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { withArticle } from '../tables/format';
import type { SoftTargetRow } from '../tables/soft-target-rows';
import { type Drawing, type Figure, figure, type Words } from './figure';
import { GRID, INK, MUTED, methodColor, SHADE } from './palette';
import { axis, baseLayout } from './theme';

/** One image and what the teacher says of it. */
export interface SoftTargets {
  /** PNG as a data URI. */
  readonly picture: string;
  /** Number of the image in its set, from 0. */
  readonly image: number;
  readonly trueClass: string;
  /** Every class at every temperature. */
  readonly rows: readonly SoftTargetRow[];
  /** Where the slider stands at first; the second highest temperature unless told. */
  readonly start?: number;
}

/**
 * The teacher's probabilities of one image, with a slider over the temperature; the still picture shows
 * all temperatures side by side. Classes stand in the order of their logits, the image in the corner.
 */
export function softTargets(content: SoftTargets, words: Words = {}): Figure {
  const temperatures = [...new Set(content.rows.map((row) => row.temperature))];
  const title = words.title ?? finding(content, temperatures);
  const start = content.start ?? temperatures[Math.max(0, temperatures.length - 2)] ?? 1;
  return figure(
    {
      name: `soft-targets-${content.image}`,
      title,
      caption:
        `n = 1 image (number ${content.image} of the test set, ${withArticle(content.trueClass)}). The logits are ` +
        'the same at every temperature T; the larger T, the more of the order among the wrong classes shows.',
      alt: `The teacher's probabilities of one photograph. ${finding(content, temperatures)}.`,
      ...interactive(content, { title, temperatures, start }),
      still: still(content, { title, temperatures, start }),
    },
    words,
  );
}

interface Frame {
  readonly title: string;
  readonly temperatures: readonly number[];
  readonly start: number;
}

function interactive(content: SoftTargets, { title, temperatures, start }: Frame): Drawing {
  const picture = pictureAt(content.picture, { x: 1, y: 0.13, sizex: 0.32, sizey: 0.5 });
  return {
    data: [bars(content, start)],
    layout: {
      ...baseLayout(title, { height: 440, margin: { l: 90, r: 24, b: 130 } }),
      bargap: 0.3,
      xaxis: axis('probability', { range: [0, 1.12], tickvals: [0, 0.25, 0.5, 0.75, 1] }),
      yaxis: classAxis(),
      images: [picture],
      annotations: [pictureLabel(content, { x: 1, y: 0.11 })],
      sliders: [
        {
          active: temperatures.indexOf(start),
          currentvalue: { prefix: 'temperature T = ', font: { size: 14, color: INK } },
          pad: { t: 56, b: 0, l: 0, r: 0 },
          bgcolor: SHADE,
          activebgcolor: GRID,
          bordercolor: MUTED,
          tickcolor: MUTED,
          font: { size: 12, color: MUTED },
          steps: temperatures.map((temperature) => ({
            label: String(temperature),
            method: 'restyle',
            args: [restyled(content, temperature), [0]],
          })),
        },
      ],
    },
  };
}

/** All temperatures beside each other, for paper. */
function still(content: SoftTargets, { title, temperatures }: Frame): Drawing {
  const count = temperatures.length;
  const gap = 0.03;
  const width = (1 - gap * (count - 1)) / count;
  const axes = temperatures.map((temperature, at): [string, Partial<LayoutAxis>] => [
    `xaxis${at === 0 ? '' : at + 1}`,
    axis(`T = ${temperature}`, {
      range: [0, 1.32],
      tickvals: [0, 0.5, 1],
      domain: [at * (width + gap), at * (width + gap) + width],
    }),
  ]);
  return {
    data: temperatures.map((temperature, at) => ({
      ...bars(content, temperature),
      xaxis: at === 0 ? 'x' : (`x${at + 1}` as 'x2'),
    })),
    layout: {
      ...baseLayout(title, { height: 400, margin: { l: 90, r: 12 } }),
      bargap: 0.3,
      ...Object.fromEntries(axes),
      yaxis: classAxis(),
      images: [pictureAt(content.picture, { x: width, y: 0.14, sizex: width * 0.62, sizey: 0.34 })],
      // On two lines: a long name beside "truth:" would reach the numbers of the last class.
      annotations: [pictureLabel(content, { x: width, y: 0.13 }, '<br>')],
    },
  };
}

function sorted({ rows }: SoftTargets, temperature: number): SoftTargetRow[] {
  return rows
    .filter((row) => row.temperature === temperature)
    .map((row, at) => ({ row, at }))
    .sort((a, b) => b.row.prob - a.row.prob || a.at - b.at)
    .map(({ row }) => row);
}

/** Classes by falling probability; at the highest temperature fewest are equal to ten digits. */
function order(content: SoftTargets): SoftTargetRow[] {
  return sorted(content, Math.max(...content.rows.map((row) => row.temperature)));
}

function probs(content: SoftTargets, temperature: number): number[] {
  return order(content).map(
    ({ className }) =>
      content.rows.find((row) => row.className === className && row.temperature === temperature)
        ?.prob ?? 0,
  );
}

function bars(content: SoftTargets, temperature: number): Partial<Data> {
  const values = probs(content, temperature);
  return {
    type: 'bar',
    orientation: 'h',
    name: `T = ${temperature}`,
    x: values,
    y: order(content).map(({ className }) =>
      className === content.trueClass ? `<b>${className}</b>` : className,
    ),
    text: values.map(shown),
    textposition: 'outside',
    textfont: { size: 11 },
    cliponaxis: false,
    marker: { color: methodColor.teacher },
    hovertemplate: '%{y}: %{text}<extra></extra>',
  };
}

function restyled(content: SoftTargets, temperature: number) {
  const values = probs(content, temperature);
  return { x: [values], text: [values.map(shown)], name: [`T = ${temperature}`] };
}

function shown(prob: number): string {
  return prob < 0.0005 ? '< 0.001' : prob.toFixed(3);
}

function classAxis(): Partial<LayoutAxis> {
  return axis('', {
    autorange: 'reversed',
    showgrid: false,
    dtick: 1,
    tickfont: { color: INK, size: 13 },
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function pictureAt(
  source: string,
  { x, y, sizex, sizey }: Place & { readonly sizex: number; readonly sizey: number },
): NonNullable<Layout['images']>[number] {
  return {
    source,
    xref: 'paper',
    yref: 'paper',
    x,
    y,
    sizex,
    sizey,
    xanchor: 'right',
    yanchor: 'bottom',
    sizing: 'contain',
    layer: 'above',
  };
}

function pictureLabel(
  { trueClass }: SoftTargets,
  { x, y }: Place,
  space: ' ' | '<br>' = ' ',
): Partial<Annotation> {
  return {
    text: `truth:${space}<b>${trueClass}</b>`,
    xref: 'paper',
    yref: 'paper',
    x,
    y,
    xanchor: 'right',
    yanchor: 'top',
    align: 'right',
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

function finding(content: SoftTargets, temperatures: readonly number[]): string {
  const low = Math.min(...temperatures);
  const high = Math.max(...temperatures);
  const [, second] = order(content);
  const at = (temperature: number) => {
    const row = content.rows.find(
      (one) => one.temperature === temperature && one.className === second?.className,
    );
    return `${shown(row?.prob ?? 0)} at T\u00a0=\u00a0${temperature}`; // never broken at the end of a line
  };
  return `The teacher's second choice, ${second?.className}, has probability ${at(low)} and ${at(high)}`;
}
