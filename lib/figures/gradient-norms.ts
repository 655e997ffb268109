import type { LayoutAxis } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import type { GradientNormRow } from '../tables/gradient-norm-rows';
import { groupsBy } from '../tables/groups';
import { axisSuffix, sideBySide } from './columns';
import { type Figure, figure, type Words } from './figure';
import { gap, marks } from './marks';
import { keyLine, note } from './notes';
import { MUTED, methodColor } from './palette';
import { axis, lineCount, wrapText } from './theme';

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
  const panels = panelsOf(rows, arms);
  const epochs = rows.length === 0 ? USUAL_EPOCHS : Math.max(...rows.map(({ epoch }) => epoch));
  const lines = Math.max(...arms.map((arm) => lineCount(wrapText(arm, LABEL_CHARACTERS))));
  return figure(words, {
    name: 'gradient-norms',
    title: finding(panels),
    caption:
      `n = ${panels.map(({ runs }) => runs.length).join(', ')} runs (seeds), panel by panel: a thin line each, their mean thick. ` +
      "L2 norm over all weights of each weighted term's gradient, mean over every 50th step of an epoch.",
    alt: `Gradient norms by epoch, a panel an arm. ${finding(panels)}.`,
    frame: { height: PANEL_PIXELS + 110, margin: { t: 32 + 16 * lines } },
    data: panels.flatMap(panelLines),
    layout: {
      ...Object.fromEntries(
        panels.map((panel) => [`xaxis${panel.suffix}`, epochAxis(panel, epochs)]),
      ),
      yaxis: axis('norm of the gradient (log scale)', {
        type: 'log',
        dtick: 1,
        exponentformat: 'power',
        ...(rows.length === 0 ? { range: [-3, 0] } : {}),
      }),
      annotations: [
        keyLine(
          terms.map(({ text, color, key }) => ({ text, color, dash: key })),
          12 + 16 * lines,
        ),
        ...panels.map(panelTitle),
        ...panels.filter(({ runs }) => runs.length === 0).map(nothing),
      ],
    },
    rows,
  });
}

/** The panel of an arm: its rows, by run too, and its place. */
type ArmPanel = ReturnType<typeof panelsOf>[number];

function panelsOf(all: readonly GradientNormRow[], arms: readonly string[]) {
  const panels = arms.map((arm, at) => {
    const rows = all.filter((row) => row.arm === arm).sort((a, b) => a.epoch - b.epoch);
    const runs = [...groupsBy(rows, ({ run }) => run).values()];
    return { arm, rows, runs, suffix: axisSuffix(at) };
  });
  return sideBySide(panels, GAP);
}

function epochAxis({ domain }: ArmPanel, epochs: number): Partial<LayoutAxis> {
  return axis('epoch', {
    domain,
    anchor: 'y',
    range: [0.5, epochs + 0.5],
    showgrid: false,
    tickformat: 'd',
    nticks: 4,
  });
}

function panelLines({ arm, rows, runs, suffix }: ArmPanel) {
  if (rows.length === 0) return [];
  const xaxis = `x${suffix}` as const;
  return terms.flatMap(({ term, text, color, dash }) => {
    const each = runs.flatMap((run) => [
      ...run.map((row) => ({ x: row.epoch, y: row[term] })),
      gap,
    ]);
    const means = [...groupsBy(rows, ({ epoch }) => epoch)].map(([x, own]) => {
      return { x, y: mean(own.map((row) => row[term])) };
    });
    const thin = { line: { color, width: 0.7 }, opacity: 0.5, hoverinfo: 'skip' } as const;
    const thick = { line: { color, width: 2.5, dash }, hover: `${text}, epoch %{x}: %{y:.4f}` };
    return [
      marks(each, { mode: 'lines', name: `${arm}: ${text}, runs`, xaxis, ...thin }),
      marks(means, { mode: 'lines', name: `${arm}: ${text}, mean`, xaxis, ...thick }),
    ];
  });
}

function middle({ domain: [left, right] }: ArmPanel) {
  return { x: (left + right) / 2, xref: 'paper', xanchor: 'center', yref: 'paper' } as const;
}

function panelTitle(panel: ArmPanel) {
  const text = `<b>${wrapText(panel.arm, LABEL_CHARACTERS)}</b>`;
  return note(text, { ...middle(panel), y: 1, yanchor: 'bottom', yshift: 4 });
}

function nothing(panel: ArmPanel) {
  return note('no run with<br>gradients yet', { ...middle(panel), y: 0.5, color: MUTED });
}

function finding(panels: readonly ArmPanel[]): string {
  const ratios = panels.flatMap(({ arm, rows }) => {
    if (rows.length === 0) return [];
    const ratio = mean(rows.map(({ soft }) => soft)) / mean(rows.map(({ hard }) => hard));
    return [`${ratio.toPrecision(2)} (${arm})`];
  });
  if (ratios.length === 0) return 'How strongly each term pulls: no run has noted it yet';
  return `The soft term's pull over the hard term's: ${ratios.join(', ')}`;
}
