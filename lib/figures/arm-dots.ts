import type { Data } from 'plotly.js-dist';
import { formatNumber, listed } from '../tables/format';
import type { ArmRow, SeedRow } from '../tables/seed-rows';
import { formatSpread } from '../tables/spread';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL, originalMarker, PAPER } from './palette';
import { emptyRow, rowAxis, rowDividers } from './row-panel';
import { axis, baseLayout, wrapText } from './theme';

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
  const { arms, seeds } = shown;
  if (arms.length === 0) throw new Error('armDots: expected at least one arm, got none');
  const title = words.title ?? finding(arms);
  const originals = originalsOf(shown).length > 0;
  return figure(
    {
      name: 'arm-dots',
      title,
      caption: caption(shown),
      alt: `Test accuracy by arm, a dot a run. ${arms.map(inWords).join('; ')}.`,
      data: [
        ...(shown.pair ? [pairLines(shown, shown.pair)] : []),
        dots(shown),
        means(shown),
        ...(originals ? [diamonds(shown)] : []),
      ],
      layout: {
        ...baseLayout(title, { height: arms.length * ROW_PIXELS + 84, margin: { t: 28 } }),
        xaxis: axis('test accuracy (%)', { range: reach(shown) }),
        yaxis: rowAxis(arms.map((arm) => label(arm, shown))),
        shapes: rowDividers(arms.length),
        annotations: [
          keyLine([
            ...(seeds.length > 0 ? [{ text: 'run', color: INK, dash: '•' }] : []),
            { text: 'mean', color: INK, dash: '|' },
            { text: '95 % interval', color: INK, dash: '|–|' },
            ...(originals ? [{ text: 'original report', color: INK, dash: ORIGINAL_SYMBOL }] : []),
          ]),
          ...arms.flatMap((arm, at) => {
            if (arm.n === 0) return [emptyRow(at, 'no run yet')];
            return isApart(shown, arm.arm) ? [emptyRow(at, reachOf(arm))] : [];
          }),
        ],
      },
      rows: seeds.map((row) => ({ ...row, originalPct: originalOf(shown, row.arm) })),
    },
    words,
  );
}

function label(arm: ArmRow, shown: ArmDots): string {
  const name = wrapText(arm.arm, LABEL_CHARACTERS);
  const value = formatSpread({ mean: arm.testMeanPct, sd: arm.testSdPct });
  const runs = arm.n < arm.planned ? `n = ${arm.n} of ${arm.planned}` : `n = ${arm.n}`;
  const far = originalsOf(shown).find((one) => one.far && one.row === rowOf(shown, arm.arm));
  const beyond = far ? `<br>${ORIGINAL_SYMBOL} ${formatNumber(far.value)}, beyond the axis` : '';
  return `${name}<br><b>${value}</b>, ${runs}${beyond}`;
}

function inWords({ arm, n, testMeanPct, testSdPct }: ArmRow): string {
  return `${arm}: ${n === 0 ? 'no run' : `${formatSpread({ mean: testMeanPct, sd: testSdPct })} % (n = ${n})`}`;
}

function caption(shown: ArmDots): string {
  const { seeds, pair } = shown;
  return (
    `n = ${seeds.length} runs, a dot each, after the last epoch. Below the dots mean and Student's 95 % interval ` +
    '(from three runs on); beside the name mean ± standard deviation.' +
    (pair ? ' A line joins two runs of one seed: same initial weights, order and views.' : '') +
    (originalsOf(shown).length > 0
      ? ' Hollow diamonds: the original report, one number each, presumably trained on 50,000 images.'
      : '')
  );
}

/** The height at which a run's dot stands. */
function heightOf(shown: ArmDots, { arm, seed }: SeedRow): number {
  const most = Math.max(3, ...shown.seeds.map((row) => row.seed));
  return rowOf(shown, arm) + SPREAD * (seed / most - 0.5) - ROOM * meanSide(shown, arm);
}

/** 1 where an arm's mean stands below its dots, -1 where above. */
function meanSide({ pair }: ArmDots, arm: string): 1 | -1 {
  return pair?.[0] === arm ? -1 : 1;
}

function armAt({ arms }: ArmDots, row: number): string {
  return arms[row]?.arm ?? '';
}

function originalOf({ originals = {} }: ArmDots, arm: string): number | null {
  return typeof originals === 'number' ? originals : (originals[arm] ?? null);
}

function rowOf({ arms }: ArmDots, name: string): number {
  return arms.findIndex(({ arm }) => arm === name);
}

function isApart({ apart = [] }: ArmDots, arm: string): boolean {
  return apart.includes(arm);
}

/** Where the runs of an arm lie that is not drawn. */
function reachOf({ n, testLowestPct, testHighestPct }: ArmRow): string {
  const [low, high] = [testLowestPct ?? 0, testHighestPct ?? 0].map((pct) => formatNumber(pct));
  return n === 1
    ? `one run at ${low} %, off this axis`
    : `runs from ${low} to ${high} %, off this axis`;
}

/** The runs that stand on the axis. */
function drawnSeeds(shown: ArmDots): readonly SeedRow[] {
  return shown.seeds.filter(({ arm }) => rowOf(shown, arm) >= 0 && !isApart(shown, arm));
}

function dots(shown: ArmDots): Partial<Data> {
  const seeds = drawnSeeds(shown);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'runs',
    x: seeds.map((row) => row.testPct),
    y: seeds.map((row) => heightOf(shown, row)),
    text: seeds.map((row) => `${row.arm}, seed ${row.seed}`),
    marker: {
      color: seeds.map((row) => methodColor[row.method]),
      size: 9,
      line: { color: PAPER, width: 1 },
    },
    hovertemplate: '%{text}: %{x:.2f} %<extra></extra>',
  };
}

function pairLines(shown: ArmDots, [first, second]: readonly [string, string]): Partial<Data> {
  const { seeds } = shown;
  const joined = seeds.flatMap((one) => {
    const other = seeds.find((row) => row.arm === second && row.seed === one.seed);
    return one.arm === first && other !== undefined ? [[one, other] as const] : [];
  });
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'pairs',
    x: joined.flatMap(([one, other]) => [one.testPct, other.testPct, null]),
    y: joined.flatMap(([one, other]) => [heightOf(shown, one), heightOf(shown, other), null]),
    line: { color: MUTED, width: 1 },
    hoverinfo: 'skip',
  };
}

function means(shown: ArmDots): Partial<Data> {
  const there = shown.arms.flatMap(({ arm, testMeanPct: x, testLowPct, testHighPct }, at) =>
    x === null || isApart(shown, arm)
      ? []
      : [
          {
            x,
            y: at + MEAN * meanSide(shown, arm),
            low: testLowPct ?? x,
            high: testHighPct ?? x,
          },
        ],
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'mean',
    x: there.map(({ x }) => x),
    y: there.map(({ y }) => y),
    marker: { symbol: 'line-ns-open', color: INK, size: 14, line: { width: 2.5, color: INK } },
    error_x: {
      type: 'data',
      symmetric: false,
      array: there.map(({ x, high }) => high - x),
      arrayminus: there.map(({ x, low }) => x - low),
      color: INK,
      thickness: 1.5,
      width: 4,
    },
    hovertemplate: 'mean: %{x:.2f} %<extra></extra>',
  };
}

function diamonds(shown: ArmDots): Partial<Data> {
  const near = originalsOf(shown).filter(
    ({ far, row }) => !far && !isApart(shown, armAt(shown, row)),
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'original report',
    x: near.map(({ value }) => value),
    y: near.map(({ row }) => row),
    marker: originalMarker,
    hovertemplate: 'original report: %{x:.2f} %<extra></extra>',
  };
}

/** A value of the original report; far when drawing it would press the dots together: then its row names it. */
interface Original {
  readonly row: number;
  readonly value: number;
  readonly far: boolean;
}

/** An original further away than this many times the range of the dots is named and not drawn. */
const FAR_RANGES = 2;
/** Space beside the dots, as a share of their range. */
const ROOM_SHARE = 0.06;

function originalsOf(shown: ArmDots): Original[] {
  const [low, high] = span(shown);
  const far = FAR_RANGES * (high - low);
  const { originals = {}, arms } = shown;
  const byArm =
    typeof originals === 'number'
      ? arms.map(({ arm }) => [arm, originals] as const)
      : Object.entries(originals);
  return byArm.flatMap(([arm, value]) => {
    const row = rowOf(shown, arm);
    if (row < 0) return [];
    return [{ row, value, far: value < low - far || value > high + far }];
  });
}

/** From the lowest dot or interval to the highest; at least a point wide. */
function span(shown: ArmDots): [number, number] {
  const values = [
    ...drawnSeeds(shown).map((row) => row.testPct),
    ...shown.arms
      .filter(({ arm }) => !isApart(shown, arm))
      .flatMap((arm) => [arm.testLowPct ?? [], arm.testHighPct ?? []].flat()),
  ];
  if (values.length === 0) return [0, 100];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, 1 - (high - low)) / 2;
  return [low - missing, high + missing];
}

function reach(shown: ArmDots): [number, number] {
  const near = originalsOf(shown).flatMap(({ far, value }) => (far ? [] : [value]));
  const [from, to] = span(shown);
  const [low, high] = [Math.min(from, ...near), Math.max(to, ...near)];
  const room = ROOM_SHARE * (high - low);
  return [Math.max(low - room, 0), Math.min(high + room, 100)];
}

function finding(arms: readonly ArmRow[]): string {
  const there = arms.filter(({ testMeanPct }) => testMeanPct !== null);
  if (there.length === 0) return 'Test accuracy by arm: no run is there yet';
  const parts = there.map(({ arm, testMeanPct }) => `${formatNumber(testMeanPct ?? 0)} % (${arm})`);
  return `Mean test accuracy is ${listed(parts)}`;
}
