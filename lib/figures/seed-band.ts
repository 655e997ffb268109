import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';

/** A quantity over epochs, of one seed or several. */
export interface SeedCurves {
  readonly name: string;
  /** As #rrggbb. */
  readonly color: string;
  /** Values by epoch, one list a seed. */
  readonly seeds: readonly (readonly number[])[];
  /** The epoch of the first values; 1 unless told. */
  readonly first?: number;
}

/** The axes of a panel. */
export interface PanelAxes {
  readonly xaxis?: 'x' | 'x2';
  readonly yaxis: 'y' | 'y2' | 'y3' | 'y4';
}

/** The line's look, and the panel it is drawn in. */
export interface CurveStyle extends PanelAxes {
  readonly dash: 'solid' | 'dot';
  readonly width: number;
  readonly markers: boolean;
  /** Plotly's format of a value with its unit, as `%{y:.2f} %`. */
  readonly value: string;
}

/** The mean over seeds, epoch by epoch; epochs that not every seed has reached count those that have. */
export function meanCurve(curves: SeedCurves, style: CurveStyle): Partial<Data> {
  const { name, color, seeds } = curves;
  const { x, byEpoch } = epochsOf(curves);
  return {
    type: 'scatter',
    mode: style.markers ? 'lines+markers' : 'lines',
    name: seeds.length > 1 ? `${name}, mean` : name,
    x,
    y: byEpoch.map(mean),
    xaxis: style.xaxis ?? 'x',
    yaxis: style.yaxis,
    line: { color, width: style.width, dash: style.dash },
    marker: { size: 5 },
    hovertemplate: style.value,
  };
}

/** From the lowest seed to the highest, epoch by epoch; nothing of a single seed. To stand behind all lines. */
export function seedBand(curves: SeedCurves, { xaxis = 'x', yaxis }: PanelAxes): Partial<Data>[] {
  const { name, color, seeds } = curves;
  if (seeds.length === 1) return [];
  const { x, byEpoch } = epochsOf(curves);
  return shadedBand({
    x,
    xaxis,
    yaxis,
    low: { name: `${name}, lowest`, y: byEpoch.map((values) => Math.min(...values)) },
    high: { name: `${name}, highest`, y: byEpoch.map((values) => Math.max(...values)) },
    color,
  });
}

/** The two edges of a band. */
export interface BandEdges extends Partial<PanelAxes> {
  readonly x: number[];
  readonly low: { readonly name: string; readonly y: number[] };
  readonly high: { readonly name: string; readonly y: number[] };
  /** As #rrggbb. */
  readonly color: string;
}

/** A band without lines, filled so lightly that what lies behind shows through. */
export function shadedBand(band: BandEdges): Partial<Data>[] {
  const { x, low, high, color, xaxis = 'x', yaxis = 'y' } = band;
  const edge = {
    type: 'scatter',
    mode: 'lines',
    x,
    xaxis,
    yaxis,
    hoverinfo: 'skip',
    line: { width: 0, color },
  } as const;
  return [
    { ...edge, name: low.name, y: low.y },
    { ...edge, name: high.name, y: high.y, fill: 'tonexty', fillcolor: translucent(color) },
  ];
}

function epochsOf({ seeds, first = 1 }: SeedCurves): { x: number[]; byEpoch: number[][] } {
  const epochs = Math.max(...seeds.map((values) => values.length));
  const x = Array.from({ length: epochs }, (_, at) => first + at);
  return { x, byEpoch: x.map((_, at) => seeds.flatMap((values) => values[at] ?? [])) };
}

/** #rrggbb so light that lines and other bands show through. */
function translucent(color: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${parts.join(', ')}, 0.2)`;
}
