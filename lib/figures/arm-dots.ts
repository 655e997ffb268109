import { formatNumber, listed } from '../tables/format';
import type { ArmRow, SeedRow } from '../tables/seed-rows';
import { formatSpread } from '../tables/spread';
import { type Figure, figure, type Words } from './figure';
import { errorBars, gap, marks } from './marks';
import { keyLine } from './notes';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL } from './palette';
import {
  emptyRow,
  originalKey,
  originalMarks,
  rowAxis,
  rowDividers,
  runsOf,
  seedDots,
  seedOffset,
  strokeMarker,
} from './row-panel';
import { axis, wrapText } from './theme';

const ROW_PIXELS = 84;
const LABEL_CHARACTERS = 26;
/** Share of a row's height over which seeds are spread, each at its own height, the same in every row. */
const SPREAD = 0.44;
/** Where the mean stands: below the dots, or above them where lines go down to the next arm. */
const MEAN = 0.36;
/** How far the dots make room for it. */
const ROOM = 0.08;

/** The runs of a study's arms, and what they are shown beside. */
export interface ArmDots {
  readonly seeds: readonly SeedRow[];
  /** In the order of drawing, those without runs too. */
  readonly arms: readonly ArmRow[];
  /** The original report's accuracy in percent, by arm or one for all of them. */
  readonly originals?: Readonly<Record<string, number>> | number;
  /** Arms so far from the others that their accuracy is written into their rows and not drawn. */
  readonly apart?: readonly string[];
  /** Two arms, one above the other, whose runs of one seed are joined. */
  readonly pair?: readonly [string, string];
}

/**
 * Test accuracy of each run as a dot, arm below arm, with mean and Student's 95 % interval; lines join the runs
 * of one seed.
 */
export function armDots(shown: ArmDots, words: Words = {}): Figure {
  const { seeds, arms, pair } = shown;
  if (arms.length === 0) throw new Error('armDots: expected at least one arm, got none');
  const rows = rowsOf(shown);
  const dots = dotsOf(shown, rows);
  const hasOriginals = rows.some(({ originalPct }) => originalPct !== null);
  return figure(words, {
    name: 'arm-dots',
    title: finding(arms),
    caption:
      `n = ${seeds.length} runs, a dot each, after the last epoch. Below the dots mean and Student's 95 % interval ` +
      '(from three runs on); beside the name mean ± standard deviation.' +
      (pair ? ' A line joins two runs of one seed: same initial weights, order and views.' : '') +
      (hasOriginals
        ? ' Hollow diamonds: the original report, one number each, presumably trained on 50,000 images.'
        : ''),
    alt: `Test accuracy by arm, a dot a run. ${arms.map(inWords).join('; ')}.`,
    frame: { height: arms.length * ROW_PIXELS + 84, margin: { t: 28 } },
    data: [
      ...(pair ? [pairLines(dots, pair)] : []),
      seedDots('runs', dots, '%{x:.2f} %'),
      means(rows),
      ...(hasOriginals ? [diamonds(rows)] : []),
    ],
    layout: {
      xaxis: axis('test accuracy (%)', { range: reach(rows, span(shown)) }),
      yaxis: rowAxis(rows.map(label)),
      shapes: rowDividers(arms.length),
      annotations: [
        keyLine([
          ...(seeds.length > 0 ? [{ text: 'run', dash: '•' }] : []),
          { text: 'mean', dash: '|' },
          { text: '95 % interval', dash: '|–|' },
          ...(hasOriginals ? [originalKey] : []),
        ]),
        ...rows.flatMap((row) => {
          if (row.n === 0) return [emptyRow(row.y, 'no run yet')];
          return row.isApart ? [emptyRow(row.y, reachInWords(row))] : [];
        }),
      ],
    },
    rows: seeds.map((row) => ({ ...row, originalPct: originalOf(shown, row.arm) })),
  });
}

function originalOf({ originals = {} }: ArmDots, arm: string): number | null {
  return typeof originals === 'number' ? originals : (originals[arm] ?? null);
}

/** Far from the dots means further away than this many times their range. */
const FAR_RANGES = 2;

type Row = ReturnType<typeof rowsOf>[number];

/** The arms in their rows, the first at 0. An original far from the dots, which it would press together, is not drawn. */
function rowsOf(shown: ArmDots) {
  const [low, high] = span(shown);
  const far = FAR_RANGES * (high - low);
  return shown.arms.map((arm, y) => {
    const pct = originalOf(shown, arm.arm);
    return {
      ...arm,
      y,
      isApart: isApart(shown, arm),
      /** 1 where the mean stands below the dots, -1 where above. */
      meanSide: shown.pair?.[0] === arm.arm ? -1 : 1,
      originalPct: pct,
      hasFarOriginal: pct !== null && (pct < low - far || pct > high + far),
    };
  });
}

function isApart({ apart = [] }: ArmDots, { arm }: ArmRow): boolean {
  return apart.includes(arm);
}

/** From the lowest run or interval on the axis to the highest; at least a point wide. */
function span(shown: ArmDots): [number, number] {
  const values = shown.arms
    .filter((arm) => !isApart(shown, arm))
    .flatMap((arm) => [arm.testLowestPct, arm.testHighestPct, arm.testLowPct, arm.testHighPct])
    .flatMap((pct) => pct ?? []);
  if (values.length === 0) return [0, 100];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, 1 - (high - low)) / 2;
  return [low - missing, high + missing];
}

/** Space beside the dots, as a share of their range. */
const ROOM_SHARE = 0.06;

function reach(rows: readonly Row[], [from, to]: readonly [number, number]): [number, number] {
  const near = rows.flatMap((row) => (row.hasFarOriginal ? [] : (row.originalPct ?? [])));
  const [low, high] = [Math.min(from, ...near), Math.max(to, ...near)];
  const room = ROOM_SHARE * (high - low);
  return [Math.max(low - room, 0), Math.min(high + room, 100)];
}

/** The runs that stand on the axis. */
function dotsOf({ seeds }: ArmDots, rows: readonly Row[]) {
  return seeds.flatMap(({ arm, seed, method, testPct: x }) => {
    const row = rows.find((one) => one.arm === arm);
    if (row === undefined || row.isApart) return [];
    const y = row.y + SPREAD * seedOffset(seed, seeds) - ROOM * row.meanSide;
    return [{ x, y, text: `${arm}, seed ${seed}`, color: methodColor[method], arm, seed }];
  });
}

function label({ arm, n, planned, originalPct, ...row }: Row): string {
  const name = wrapText(arm, LABEL_CHARACTERS);
  const value = formatSpread({ mean: row.testMeanPct, sd: row.testSdPct });
  const original = `${ORIGINAL_SYMBOL} ${formatNumber(originalPct ?? 0)}`;
  const beyond = row.hasFarOriginal ? `<br>${original}, beyond the axis` : '';
  return `${name}<br><b>${value}</b>, ${runsOf(n, planned)}${beyond}`;
}

function inWords({ arm, n, testMeanPct: mean, testSdPct: sd }: ArmRow): string {
  return `${arm}: ${n === 0 ? 'no run' : `${formatSpread({ mean, sd })} % (n = ${n})`}`;
}

/** Where the runs of an arm lie that is not drawn. */
function reachInWords({ n, testLowestPct, testHighestPct }: ArmRow): string {
  const [low, high] = [testLowestPct ?? 0, testHighestPct ?? 0].map((pct) => formatNumber(pct));
  const runs = n === 1 ? `one run at ${low} %` : `runs from ${low} to ${high} %`;
  return `${runs}, off this axis`;
}

function pairLines(dots: ReturnType<typeof dotsOf>, [first, second]: readonly [string, string]) {
  const joined = dots.flatMap((one) => {
    const other = dots.find(({ arm, seed }) => arm === second && seed === one.seed);
    return one.arm === first && other !== undefined ? [one, other, gap] : [];
  });
  const line = { color: MUTED, width: 1 };
  return marks(joined, { mode: 'lines', name: 'pairs', line, hoverinfo: 'skip' });
}

function means(rows: readonly Row[]) {
  const there = rows.flatMap(({ testMeanPct: x, testLowPct, testHighPct, isApart, ...row }) => {
    if (x === null || isApart) return [];
    const y = row.y + MEAN * row.meanSide;
    return [{ x, y, value: x, low: testLowPct ?? x, high: testHighPct ?? x }];
  });
  const error_x = errorBars(there, { color: INK, width: 4 });
  return marks(there, {
    name: 'mean',
    marker: strokeMarker(14),
    error_x,
    hover: 'mean: %{x:.2f} %',
  });
}

function diamonds(rows: readonly Row[]) {
  const near = rows.filter(({ isApart, hasFarOriginal }) => !isApart && !hasFarOriginal);
  const points = near.flatMap(({ originalPct: x, y }) => (x === null ? [] : [{ x, y }]));
  return originalMarks(points, '%{x:.2f} %');
}

function finding(arms: readonly ArmRow[]): string {
  const parts = arms.flatMap(({ arm, testMeanPct: mean }) =>
    mean === null ? [] : [`${formatNumber(mean)} % (${arm})`],
  );
  if (parts.length === 0) return 'Test accuracy by arm: no run is there yet';
  return `Mean test accuracy is ${listed(parts)}`;
}
