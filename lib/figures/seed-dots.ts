import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import type { Method } from '../tables/method';
import { INK, methodColor } from './palette';

/** One line of a panel: what the seeds of one recipe came to. Line 0 stands at the axis' 0, and so on. */
export interface SeedLine {
  readonly name: string;
  readonly method: Method;
  readonly seeds: readonly number[];
  /** One a seed. */
  readonly values: readonly number[];
}

/** Which axes the dots belong to, and how Plotly writes a value with its unit, as `%{x:.2f} %`. */
export interface SeedPanel {
  readonly xaxis: 'x' | 'x2';
  readonly yaxis: 'y' | 'y2';
  readonly value: string;
}

/** The share of a line's height that its dots take. */
const HEIGHT = 0.56;
const MEAN_PIXELS = 40;

/** Seeds as dots, one below the other so that none hides another, over a black line at their mean. */
export function seedDots(lines: readonly SeedLine[], panel: SeedPanel): Partial<Data>[] {
  const most = Math.max(...lines.map((line) => line.values.length));
  const lane = HEIGHT / Math.max(most - 1, 3);
  return [
    means(lines, panel),
    ...lines.map((line, at) => dots(line, { at, lane }, panel)).filter((one) => one.x.length > 0),
  ];
}

function dots(
  { name, method, seeds, values }: SeedLine,
  { at, lane }: { readonly at: number; readonly lane: number },
  { value, ...axes }: SeedPanel,
) {
  return {
    type: 'scatter' as const,
    mode: 'markers' as const,
    name: `${name}: seeds`,
    x: [...values],
    y: values.map((_, index) => at + lane * (index - (values.length - 1) / 2)),
    ...axes,
    text: seeds.map((seed) => `seed ${seed}`),
    marker: { color: methodColor[method], size: 8 },
    hovertemplate: `%{text}: ${value}<extra></extra>`,
  };
}

function means(lines: readonly SeedLine[], { value, ...axes }: SeedPanel): Partial<Data> {
  const places = lines.flatMap(({ values }, at) => (values.length > 1 ? [{ values, at }] : []));
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'mean of the seeds',
    x: places.map(({ values }) => mean(values)),
    y: places.map(({ at }) => at),
    ...axes,
    marker: {
      symbol: 'line-ns-open',
      color: INK,
      size: MEAN_PIXELS,
      line: { width: 2, color: INK },
    },
    hovertemplate: `mean: ${value}<extra></extra>`,
  };
}
