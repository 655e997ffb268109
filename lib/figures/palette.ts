import type { Family } from '../studies/study';
import type { TrainingPeer } from '../tables/training-peer';

/** One colour a family of arms, the same in the whole report (Okabe and Ito, safe for colour-blind readers). */
export const methodColor: Readonly<Record<Family, string>> = {
  teacher: '#0072B2',
  alone: '#E69F00',
  distilled: '#009E73',
  control: '#999999',
};

/** Who trains: the rest of Okabe and Ito's colours; PyTorch's two formats differ in their marks. */
export const peerColor: Readonly<Record<TrainingPeer, string>> = {
  ours: '#D55E00',
  'PyTorch, contiguous': '#56B4E9',
  'PyTorch, channels_last': '#56B4E9',
  'plain tfjs': '#CC79A7',
};

/** Text, and whatever must be as strong as text. */
export const INK = '#1f2328';
/** Text of second rank: axis numbers, notes. */
export const MUTED = '#57606a';
/** Lines to measure against. */
export const GRID = '#d8dee4';
/** Fill of what lies behind the data. */
export const SHADE = '#eef1f4';
/** Cells of a heat map that its scale does not cover. */
export const OFF_SCALE = '#e4e7eb';
/** Paper of pictures, and the gaps between tiles. */
export const PAPER = '#ffffff';

/** The same on dark paper, the scale of heat maps included; method colours stay as they are. */
export const darkInstead: Readonly<Record<string, string>> = {
  [INK]: '#e6edf3',
  [MUTED]: '#a3adb8',
  [GRID]: '#3a424c',
  [SHADE]: '#1c222a',
  [OFF_SCALE]: '#3d434b',
  [PAPER]: '#0d1117',
  '#f3f7fb': '#161d27',
  '#cfe1f2': '#1d3550',
  '#6aa8d6': '#2f6ba0',
  '#d9a050': '#8a5a17',
  '#f3dfbe': '#4a3310',
  '#f6f6f4': '#1b2128',
  '#c3e5da': '#123f33',
  '#4fb394': '#1a6f57',
};

/** A colour scale: places from 0 to 1, and the colour at each. */
export type Scale = readonly (readonly [number, string])[];

/** Sequential scale of heat maps: from the paper to a blue on which INK can still be read. */
export const sequentialScale: Scale = [
  [0, '#f3f7fb'],
  [0.25, '#cfe1f2'],
  [1, '#6aa8d6'],
];

/**
 * Diverging scale of gains: below the baseline towards the student alone's hue, above it the distilled's; no further
 * than INK can be read.
 */
export const divergingScale: Scale = [
  [0, '#d9a050'],
  [0.3, '#f3dfbe'],
  [0.5, '#f6f6f4'],
  [0.7, '#c3e5da'],
  [1, '#4fb394'],
];

/** The original report's values: hollow black diamonds. */
export const originalMarker = {
  symbol: 'diamond-open',
  color: INK,
  size: 12,
  line: { width: 2, color: INK },
} as const;

/** A hollow diamond in text, which the bundled font has. */
export const ORIGINAL_SYMBOL = '◊';
