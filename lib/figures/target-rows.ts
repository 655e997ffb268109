import { formatNumber } from '../tables/format';
import { groupsBy } from '../tables/groups';
import { type Figure, figure, type Words } from './figure';
import { heatMap } from './marks';
import { sequentialScale } from './palette';
import { axis } from './theme';

const ROW_PIXELS = 40;
const PICTURE_PIXELS = 64;
/** Below the names of the targets. */
const corner = {
  xref: 'paper',
  yref: 'paper',
  x: -0.1,
  y: -0.06,
  xanchor: 'right',
  yanchor: 'top',
  sizex: 0.2,
  sizing: 'contain',
} as const;

/** The probability that a target gives a class. */
export interface TargetRow {
  /** Whose target it is: "label", "strong teacher". */
  readonly target: string;
  readonly className: string;
  readonly prob: number;
}

/** What the targets are for. */
export interface TargetRowsOptions extends Words {
  /** Number of the image among the training images, from 0. */
  readonly image: number;
  readonly trueClass: string;
  /** PNG as a data URI. */
  readonly picture: string;
}

/** Several targets for one image, one below the other: what a student is trained to answer. */
export function targetRows(
  rows: readonly TargetRow[],
  { image, trueClass, picture, ...words }: TargetRowsOptions,
): Figure {
  const targets = [...groupsBy(rows, ({ target }) => target)];
  const [first] = targets;
  if (first === undefined) throw new Error('targetRows: expected at least one target, got none');
  const names = targets.map(([name]) => name);
  const classes = first[1].map(({ className }) => className);
  const z = targets.map(([, own]) => own.map(({ prob }) => prob));
  const text = z.map((line) => line.map((prob) => (prob < 0.005 ? '·' : formatNumber(prob))));
  const height = names.length * ROW_PIXELS + 100;
  return figure(words, {
    name: 'target-rows',
    title: `What each target says about one ${trueClass}`,
    caption:
      `n = 1 training image, number ${image}, true class ${trueClass}: the probability that each target gives each class ` +
      '(a dot: less than 0.005).',
    alt: `Table of target probabilities. ${targets.map(([name, own]) => inWords(name, own)).join(' ')}`,
    frame: { height, margin: { l: 132, t: 8 } },
    data: [
      heatMap(
        { x: classes, y: names, z, text },
        { hover: '%{y}: %{x} %{z:.3f}', scale: sequentialScale, zmin: 0, zmax: 0.5, ygap: 4 },
      ),
    ],
    layout: {
      xaxis: axis('class', { showgrid: false, ticks: '', dtick: 1, tickangle: -45 }),
      yaxis: axis('', { showgrid: false, ticks: '', dtick: 1, autorange: 'reversed' }),
      images: [{ source: picture, ...corner, sizey: PICTURE_PIXELS / (names.length * ROW_PIXELS) }],
    },
    rows: rows.map((row) => ({ image, trueClass, ...row })),
  });
}

function inWords(name: string, own: readonly TargetRow[]): string {
  const [first, second] = [...own].sort((a, b) => b.prob - a.prob);
  if (first === undefined || second === undefined) return `${name}.`;
  return (
    `${name}: ${first.className} ${formatNumber(first.prob)}, then ${second.className} ` +
    `${formatNumber(second.prob)}.`
  );
}
