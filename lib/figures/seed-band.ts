import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';

/** A quantity over epochs, of one seed or several. */
export interface SeedCurves {
  readonly name: string;
  /** As #rrggbb. */
  readonly color: string;
  /** Values by epoch, one list a seed. */
  readonly seeds: readonly (readonly number[])[];
}

/** The line's look, and the panel it is drawn in. */
export interface CurveStyle {
  readonly yaxis: 'y' | 'y2';
  readonly dash: 'solid' | 'dot';
  readonly width: number;
  readonly markers: boolean;
  /** Plotly's format of a value with its unit, as `%{y:.2f} %`. */
  readonly value: string;
}

/** The mean over seeds, epoch by epoch; epochs that not every seed has reached count those that have. */
export function meanCurve({ name, color, seeds }: SeedCurves, style: CurveStyle): Partial<Data> {
  const { x, byEpoch } = epochsOf(seeds);
  return {
    type: 'scatter',
    mode: style.markers ? 'lines+markers' : 'lines',
    name: seeds.length > 1 ? `${name}, mean` : name,
    x,
    y: byEpoch.map(mean),
    yaxis: style.yaxis,
    line: { color, width: style.width, dash: style.dash },
    marker: { size: 5 },
    hovertemplate: style.value,
  };
}

/** From the lowest seed to the highest, epoch by epoch; nothing of a single seed. To stand behind all lines. */
export function seedBand(
  { name, color, seeds }: SeedCurves,
  { yaxis }: Pick<CurveStyle, 'yaxis'>,
): Partial<Data>[] {
  if (seeds.length === 1) return [];
  const { x, byEpoch } = epochsOf(seeds);
  return shadedBand({
    x,
    yaxis,
    low: { name: `${name}, lowest`, y: byEpoch.map((values) => Math.min(...values)) },
    high: { name: `${name}, highest`, y: byEpoch.map((values) => Math.max(...values)) },
    color,
  });
}

/** The two edges of a band. */
export interface BandEdges {
  readonly x: number[];
  readonly low: { readonly name: string; readonly y: number[] };
  readonly high: { readonly name: string; readonly y: number[] };
  /** As #rrggbb. */
  readonly color: string;
  readonly yaxis?: CurveStyle['yaxis'];
}

/** A band without lines, filled so lightly that what lies behind shows through. */
export function shadedBand({ x, low, high, color, yaxis = 'y' }: BandEdges): Partial<Data>[] {
  const edge = {
    type: 'scatter',
    mode: 'lines',
    x,
    yaxis,
    hoverinfo: 'skip',
    line: { width: 0, color },
  } as const;
  return [
    { ...edge, name: low.name, y: low.y },
    { ...edge, name: high.name, y: high.y, fill: 'tonexty', fillcolor: translucent(color) },
  ];
}

function epochsOf(seeds: SeedCurves['seeds']): { x: number[]; byEpoch: number[][] } {
  const epochs = Math.max(...seeds.map((values) => values.length));
  const x = Array.from({ length: epochs }, (_, at) => at + 1);
  return { x, byEpoch: x.map((_, at) => seeds.flatMap((values) => values[at] ?? [])) };
}

/** #rrggbb so light that lines and other bands show through. */
function translucent(color: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${parts.join(', ')}, 0.2)`;
}
