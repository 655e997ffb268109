import type { ClassAccuracyRow } from '../tables/class-accuracy-rows';
import { formatNumber } from '../tables/format';
import { groupsBy } from '../tables/groups';
import { type Figure, figure, type Words } from './figure';
import { errorBars, marks } from './marks';
import { keyLine } from './notes';
import { INK, methodColor } from './palette';
import { axis } from './theme';

const ROW_PIXELS = 44;
const OFFSET = 0.22;

/** Accuracy by class and model over all seeds, the class that is hardest for the first model at the bottom. */
export function perClassAccuracy(all: readonly ClassAccuracyRow[], words: Words = {}): Figure {
  const rows = all.filter(({ meanPct }) => meanPct !== null);
  const models = modelsOf(rows);
  const names = models.map(({ name }) => name);
  const classes = [...(models[0]?.dots ?? [])]
    .sort((a, b) => b.value - a.value)
    .map(({ className }) => className);
  const least = Math.min(...rows.map((row) => row.lowestPct ?? 0));
  return figure(words, {
    name: 'per-class-accuracy',
    title: `Accuracy by class of ${names.join(', ')}`,
    caption:
      `Dots are means over seeds: ${models.map(({ name, n }) => `n = ${n} (${name})`).join(', ')}; lines ` +
      `reach from the lowest seed to the highest. Classes by accuracy of the ${names[0]}.`,
    alt: `Accuracy by class. ${models.map(hardest).join(' ')}`,
    frame: { height: classes.length * ROW_PIXELS + 90, margin: { l: 90, t: 28 } },
    data: models.map(({ name, color, dots }, at) => {
      const offset = (at - (models.length - 1) / 2) * OFFSET;
      const points = dots.map(({ className, value }) => {
        const y = classes.indexOf(className) + offset;
        return { x: value, y, text: `${className}, ${name}` };
      });
      return marks(points, {
        name,
        marker: { color, size: 9 },
        error_x: errorBars(dots, { color, width: 0 }),
        hover: '%{text}: %{x:.1f} %',
      });
    }),
    layout: {
      xaxis: axis('accuracy on the class (%)', {
        range: [Math.max(0, Math.floor(least / 10) * 10), 100],
      }),
      yaxis: axis('', {
        range: [classes.length - 0.4, -0.6],
        tickmode: 'array',
        tickvals: [...classes.keys()],
        ticktext: classes,
        tickfont: { color: INK, size: 13 },
      }),
      annotations: [keyLine(models.map(({ name, color }) => ({ text: name, color })))],
    },
    rows,
  });
}

type Model = ReturnType<typeof modelsOf>[number];

function modelsOf(rows: readonly ClassAccuracyRow[]) {
  return [...groupsBy(rows, ({ model }) => model)].map(([name, own]) => ({
    name,
    n: own[0]?.n ?? 0,
    color: methodColor[own[0]?.method ?? 'control'],
    dots: own.map(({ className, meanPct, lowestPct, highestPct }) => {
      return { className, value: meanPct ?? 0, low: lowestPct ?? 0, high: highestPct ?? 0 };
    }),
  }));
}

function hardest({ name, dots }: Model): string {
  const { className, value } = dots.reduce((a, b) => (b.value < a.value ? b : a));
  return `Hardest for the ${name}: ${className}, ${formatNumber(value, 1)} %.`;
}
