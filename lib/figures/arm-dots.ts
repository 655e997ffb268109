import type { Data } from 'plotly.js-dist';
import { formatNumber, listed } from '../tables/format';
import type { ArmRow, SeedRow } from '../tables/seed-rows';
import { formatSpread } from '../tables/spread';
import { type Figure, figure, type Words } from './figure';
import { errorBars, marks } from './marks';
import { keyLine } from './notes';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL } from './palette';
import {
  emptyRow,
  originalKey,
  originalMarks,
  rowAxis,
  rowDividers,
  runsOf,
  type SeedDot,
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
  const dots = dotsOf(seeds, rows);
  const range = span(dots, rows);
  const originals = originalsOf(rows, range);
  const near = originals.filter(({ isFar }) => !isFar);
  return figure(words, {
    name: 'arm-dots',
    title: finding(arms),
    caption:
      `n = ${seeds.length} runs, a dot each, after the last epoch. Below the dots mean and Student's 95 % interval ` +
      '(from three runs on); beside the name mean ± standard deviation.' +
      (pair ? ' A line joins two runs of one seed: same initial weights, order and views.' : '') +
      (originals.length > 0
        ? ' Hollow diamonds: the original report, one number each, presumably trained on 50,000 images.'
        : ''),
    alt: `Test accuracy by arm, a dot a run. ${arms.map(inWords).join('; ')}.`,
    frame: { height: arms.length * ROW_PIXELS + 84, margin: { t: 28 } },
    data: [
      ...(pair ? [pairLines(dots, pair)] : []),
      seedDots('runs', dots, '%{x:.2f} %'),
      means(rows),
      ...(originals.length > 0
        ? [
            originalMarks(
              near.filter(({ isApart }) => !isApart),
              '%{x:.2f} %',
            ),
          ]
        : []),
    ],
    layout: {
      xaxis: axis('test accuracy (%)', {
        range: reach(
          range,
          near.map(({ x }) => x),
        ),
      }),
      yaxis: rowAxis(
        rows.map((row) =>
          label(
            row,
            originals.some(({ isFar, y }) => isFar && y === row.at),
          ),
        ),
      ),
      shapes: rowDividers(arms.length),
      annotations: [
        keyLine([
          ...(seeds.length > 0 ? [{ text: 'run', dash: '•' }] : []),
          { text: 'mean', dash: '|' },
          { text: '95 % interval', dash: '|–|' },
          ...(originals.length > 0 ? [originalKey] : []),
        ]),
        ...rows.flatMap((row) => {
          if (row.n === 0) return [emptyRow(row.at, 'no run yet')];
          return row.isApart ? [emptyRow(row.at, reachInWords(row))] : [];
        }),
      ],
    },
    rows: seeds.map((row) => ({ ...row, originalPct: originalOf(shown, row.arm) })),
  });
}

/** An arm in its row. */
interface Row extends ArmRow {
  /** 0 at the top. */
  readonly at: number;
  readonly isApart: boolean;
  /** 1 where its mean stands below its dots, -1 where above. */
  readonly meanSide: 1 | -1;
  readonly originalPct: number | null;
}

function rowsOf(shown: ArmDots): Row[] {
  const { arms, apart = [], pair } = shown;
  return arms.map((row, at) => ({
    ...row,
    at,
    isApart: apart.includes(row.arm),
    meanSide: pair?.[0] === row.arm ? -1 : 1,
    originalPct: originalOf(shown, row.arm),
  }));
}

function originalOf({ originals = {} }: ArmDots, arm: string): number | null {
  return typeof originals === 'number' ? originals : (originals[arm] ?? null);
}

interface RunDot extends SeedDot {
  readonly x: number;
  readonly seed: number;
  readonly arm: string;
}

/** The runs that stand on the axis. */
function dotsOf(seeds: readonly SeedRow[], rows: readonly Row[]): RunDot[] {
  return seeds.flatMap(({ arm, seed, method, testPct }) => {
    const row = rows.find((one) => one.arm === arm);
    if (row === undefined || row.isApart) return [];
    const y = row.at + SPREAD * seedOffset(seed, seeds) - ROOM * row.meanSide;
    const text = `${arm}, seed ${seed}`;
    return [{ x: testPct, y, text, color: methodColor[method], seed, arm }];
  });
}

function label({ arm, n, planned, originalPct, ...row }: Row, isFar: boolean): string {
  const name = wrapText(arm, LABEL_CHARACTERS);
  const value = formatSpread({ mean: row.testMeanPct, sd: row.testSdPct });
  const beyond = isFar
    ? `<br>${ORIGINAL_SYMBOL} ${formatNumber(originalPct ?? 0)}, beyond the axis`
    : '';
  return `${name}<br><b>${value}</b>, ${runsOf(n, planned)}${beyond}`;
}

function inWords({ arm, n, testMeanPct, testSdPct }: ArmRow): string {
  return `${arm}: ${n === 0 ? 'no run' : `${formatSpread({ mean: testMeanPct, sd: testSdPct })} % (n = ${n})`}`;
}

/** Where the runs of an arm lie that is not drawn. */
function reachInWords({ n, testLowestPct, testHighestPct }: ArmRow): string {
  const [low, high] = [testLowestPct ?? 0, testHighestPct ?? 0].map((pct) => formatNumber(pct));
  return n === 1
    ? `one run at ${low} %, off this axis`
    : `runs from ${low} to ${high} %, off this axis`;
}

function pairLines(dots: readonly RunDot[], [first, second]: readonly [string, string]) {
  const gap = { x: null, y: null };
  const joined = dots.flatMap((one) => {
    const other = dots.find(({ arm, seed }) => arm === second && seed === one.seed);
    return one.arm === first && other !== undefined ? [one, other, gap] : [];
  });
  const line = { color: MUTED, width: 1 };
  return marks(joined, { mode: 'lines', name: 'pairs', line, hoverinfo: 'skip' });
}

function means(rows: readonly Row[]): Partial<Data> {
  const there = rows.flatMap(({ testMeanPct: x, testLowPct, testHighPct, ...row }) => {
    if (x === null || row.isApart) return [];
    const y = row.at + MEAN * row.meanSide;
    return [{ x, y, value: x, low: testLowPct ?? x, high: testHighPct ?? x }];
  });
  return marks(there, {
    name: 'mean',
    marker: strokeMarker(14),
    error_x: errorBars(there, { color: INK, width: 4 }),
    hover: 'mean: %{x:.2f} %',
  });
}

/** An original further away than this many times the range of the dots is named in its row and not drawn. */
const FAR_RANGES = 2;
/** Space beside the dots, as a share of their range. */
const ROOM_SHARE = 0.06;

/** The original report's values; far where drawing one would press the dots together. */
function originalsOf(rows: readonly Row[], [low, high]: readonly [number, number]) {
  const far = FAR_RANGES * (high - low);
  return rows.flatMap(({ originalPct: x, at: y, isApart }) =>
    x === null ? [] : [{ x, y, isApart, isFar: x < low - far || x > high + far }],
  );
}

/** From the lowest dot or interval to the highest; at least a point wide. */
function span(dots: readonly RunDot[], rows: readonly Row[]): [number, number] {
  const intervals = rows
    .filter(({ isApart }) => !isApart)
    .flatMap(({ testLowPct, testHighPct }) => [testLowPct ?? [], testHighPct ?? []].flat());
  const values = [...dots.map(({ x }) => x), ...intervals];
  if (values.length === 0) return [0, 100];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, 1 - (high - low)) / 2;
  return [low - missing, high + missing];
}

function reach([from, to]: readonly [number, number], near: readonly number[]): [number, number] {
  const [low, high] = [Math.min(from, ...near), Math.max(to, ...near)];
  const room = ROOM_SHARE * (high - low);
  return [Math.max(low - room, 0), Math.min(high + room, 100)];
}

function finding(arms: readonly ArmRow[]): string {
  const parts = arms.flatMap(({ arm, testMeanPct }) =>
    testMeanPct === null ? [] : [`${formatNumber(testMeanPct)} % (${arm})`],
  );
  if (parts.length === 0) return 'Test accuracy by arm: no run is there yet';
  return `Mean test accuracy is ${listed(parts)}`;
}
