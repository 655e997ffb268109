import type { Annotation, Data, LayoutAxis } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import type { GradientNormRow } from '../tables/gradient-norm-rows';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor } from './palette';
import { axis, baseLayout, wrapText } from './theme';

const PANEL_PIXELS = 300;
const GAP = 0.03;
const LABEL_CHARACTERS = 20;
/** Of axes without runs. */
const USUAL_EPOCHS = 15;

const terms = [
  { term: 'soft', text: 'soft term', color: methodColor.distilled, dash: 'solid', key: '—' },
  { term: 'hard', text: 'hard term', color: methodColor.alone, dash: 'dash', key: '- -' },
  { term: 'decay', text: 'weight decay', color: MUTED, dash: 'dot', key: '···' },
] as const;

/**
 * How strongly soft term, hard term and weight decay pull at the weights through training: a panel an arm, all
 * on one logarithmic axis; thin lines are runs, thick ones their mean.
 * @param arms the panels in their order, those without runs too
 */
export function gradientNorms(
  rows: readonly GradientNormRow[],
  arms: readonly string[],
  words: Words = {},
): Figure {
  if (arms.length === 0) throw new Error('gradientNorms: expected at least one arm, got none');
  const title = words.title ?? finding(rows, arms);
  const panels = arms.map((arm) => rows.filter((row) => row.arm === arm));
  const lines = Math.max(
    ...arms.map((arm) => wrapText(arm, LABEL_CHARACTERS).split('<br>').length),
  );
  return figure(
    {
      name: 'gradient-norms',
      title,
      caption:
        `n = ${panels.map(runsOf).join(', ')} runs (seeds), panel by panel: a thin line each, their mean thick. ` +
        "L2 norm over all weights of each weighted term's gradient, mean over every 50th step of an epoch.",
      alt: `Gradient norms by epoch, a panel an arm. ${finding(rows, arms)}.`,
      data: panels.flatMap((panel, at) => panelLines(panel, axisName(at))),
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 110, margin: { t: 32 + 16 * lines } }),
        ...panelAxes(panels, rows),
        yaxis: axis('norm of the gradient (log scale)', {
          type: 'log',
          dtick: 1,
          exponentformat: 'power',
          ...(rows.length === 0 ? { range: [-3, 0] } : {}),
        }),
        annotations: [
          {
            ...keyLine(terms.map(({ text, color, key }) => ({ text, color, dash: key }))),
            yshift: 12 + 16 * lines,
          },
          ...arms.map((arm, at) => panelTitle(arm, domain(at, arms.length))),
          ...panels.flatMap((panel, at) =>
            panel.length === 0 ? [nothing(domain(at, arms.length))] : [],
          ),
        ],
      },
      rows,
    },
    words,
  );
}

function runsOf(rows: readonly GradientNormRow[]): number {
  return new Set(rows.map(({ run }) => run)).size;
}

function axisName(at: number): 'x' {
  return (at === 0 ? 'x' : `x${at + 1}`) as 'x';
}

function domain(at: number, of: number): [number, number] {
  const width = (1 - GAP * (of - 1)) / of;
  const start = at * (width + GAP);
  return [start, start + width];
}

function panelAxes(
  panels: readonly (readonly GradientNormRow[])[],
  rows: readonly GradientNormRow[],
): Record<string, Partial<LayoutAxis>> {
  const epochs = Math.max(...(rows.length > 0 ? rows.map(({ epoch }) => epoch) : [USUAL_EPOCHS]));
  return Object.fromEntries(
    panels.map((_, at) => [
      axisName(at).replace('x', 'xaxis'),
      axis('epoch', {
        domain: domain(at, panels.length),
        anchor: 'y',
        range: [0.5, epochs + 0.5],
        showgrid: false,
        tickformat: 'd',
        nticks: 4,
      }),
    ]),
  );
}

function panelLines(rows: readonly GradientNormRow[], xaxis: 'x'): Partial<Data>[] {
  if (rows.length === 0) return [];
  const runs = [...new Set(rows.map(({ run }) => run))];
  const epochs = [...new Set(rows.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const arm = rows[0]?.arm ?? '';
  return terms.flatMap(({ term, text, color, dash }): Partial<Data>[] => [
    {
      type: 'scatter',
      mode: 'lines',
      name: `${arm}: ${text}, runs`,
      x: runs.flatMap((run) => [...ofRun(rows, run).map(({ epoch }) => epoch), null]),
      y: runs.flatMap((run) => [...ofRun(rows, run).map((row) => row[term]), null]),
      xaxis,
      line: { color, width: 0.7 },
      opacity: 0.5,
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: `${arm}: ${text}, mean`,
      x: epochs,
      y: epochs.map((epoch) =>
        mean(rows.filter((row) => row.epoch === epoch).map((row) => row[term])),
      ),
      xaxis,
      line: { color, width: 2.5, dash },
      hovertemplate: `${text}, epoch %{x}: %{y:.4f}<extra></extra>`,
    },
  ]);
}

function ofRun(rows: readonly GradientNormRow[], run: string): readonly GradientNormRow[] {
  return rows.filter((row) => row.run === run).sort((a, b) => a.epoch - b.epoch);
}

function panelTitle(arm: string, [start, end]: readonly [number, number]): Partial<Annotation> {
  return {
    text: `<b>${wrapText(arm, LABEL_CHARACTERS)}</b>`,
    x: (start + end) / 2,
    xref: 'paper',
    xanchor: 'center',
    y: 1,
    yref: 'paper',
    yanchor: 'bottom',
    yshift: 4,
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

function nothing([start, end]: readonly [number, number]): Partial<Annotation> {
  return {
    text: 'no run with<br>gradients yet',
    x: (start + end) / 2,
    xref: 'paper',
    xanchor: 'center',
    y: 0.5,
    yref: 'paper',
    showarrow: false,
    font: { size: 12, color: MUTED },
  };
}

function finding(rows: readonly GradientNormRow[], arms: readonly string[]): string {
  const ratios = arms.flatMap((arm) => {
    const own = rows.filter((row) => row.arm === arm);
    if (own.length === 0) return [];
    const ratio = mean(own.map(({ soft }) => soft)) / mean(own.map(({ hard }) => hard));
    return [`${ratio.toPrecision(2)} (${arm})`];
  });
  if (ratios.length === 0) return 'How strongly each term pulls: no run has noted it yet';
  return `The soft term's pull over the hard term's: ${ratios.join(', ')}`;
}
