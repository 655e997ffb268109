import type { Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { axisSuffix, columnDomains } from './columns';
import { type Drawing, type Figure, figure, type Words } from './figure';
import { bars } from './marks';
import { note } from './notes';
import { GRID, INK, MUTED, methodColor, SHADE } from './palette';
import { axis, baseLayout, titlePixels, wrapText } from './theme';

/** The probability of one class at one temperature. */
export interface SoftTarget {
  readonly temperature: number;
  readonly className: string;
  readonly prob: number;
}

/** One image and its soft targets. */
export interface SoftTargets {
  /** Why it is shown: "the surest". */
  readonly kind: string;
  /** Number of the image in its set, from 0. */
  readonly image: number;
  readonly trueClass: string;
  /** PNG as a data URI. */
  readonly picture: string;
  /** Every class at every temperature. */
  readonly targets: readonly SoftTarget[];
}

export interface SoftTargetOptions extends Words {
  /** What a temperature teaches, in a line. */
  readonly lesson: (temperature: number) => string;
  /** Where the slider stands at first. */
  readonly start: number;
}

const ROW_PIXELS = 170;
const PICTURE_PIXELS = 84;
const SLIDER_PIXELS = 100;
const GAP = 0.13;
const LESSON_CHARACTERS = 100;
const LABEL_CHARACTERS = 12;

/**
 * Soft targets of several images side by side, with one slider over the temperature that says what each temperature
 * teaches. The still picture shows the lowest temperature, the slider's and the highest, one below the other. Classes
 * stand in the order of their logits.
 */
export function softTargets(
  images: readonly SoftTargets[],
  { lesson, start, ...words }: SoftTargetOptions,
): Figure {
  const [first] = images;
  if (first === undefined) throw new Error('softTargets: expected at least one image, got none');
  const temperatures = [...new Set(first.targets.map(({ temperature }) => temperature))];
  const [low, high] = [Math.min(...temperatures), Math.max(...temperatures)];
  const title = words.title ?? 'A higher temperature shows how the teacher ranks the wrong classes';
  const lessons = temperatures.map((temperature): Lesson => {
    const text = wrapText(lesson(temperature), LESSON_CHARACTERS);
    return { temperature, text: `<b>T = ${temperature}</b>: ${text}` };
  });
  const shown = lessons.filter(({ temperature }) => temperature === start);
  const stills = lessons.filter(({ temperature }) => [low, start, high].includes(temperature));
  const height = panelPixels(shown) + 56;
  const margin = { l: 84, r: 36 };
  const { data, layout } = drawing(images, shown);
  const still = drawing(images, stills);
  const stillFrame = { height: panelPixels(stills) + 56, margin };
  return figure(words, {
    name: 'soft-targets',
    title,
    caption:
      `n = ${images.length} test images, numbers ${images.map(({ image }) => image).join(', ')}. ` +
      'Softmax of the same logits divided by T.',
    alt: `The teacher's probabilities of ${images.length} photographs. ${images.map((one) => inWords(one, low, high)).join(' ')}`,
    frame: { height, margin: { ...margin, b: 48 + SLIDER_PIXELS } },
    data,
    layout: {
      ...layout,
      height: height + titlePixels(title) + SLIDER_PIXELS,
      sliders: [slider(images, lessons, temperatures.indexOf(start))],
    },
    still: { ...still, layout: { ...baseLayout(title, stillFrame), ...still.layout } },
    rows: images.flatMap(({ kind, image, trueClass, targets }) =>
      targets.map((target) => ({ kind, image, trueClass, ...target })),
    ),
  });
}

/** What a temperature teaches, as it is written above its panels. */
interface Lesson {
  readonly temperature: number;
  readonly text: string;
}

function slider(images: readonly SoftTargets[], lessons: readonly Lesson[], active: number) {
  const steps = lessons.map(({ temperature, text }) => {
    const x = images.map((one) => probs(one, temperature));
    const update = [{ x, text: x.map((one) => one.map(rounded)) }, { 'annotations[0].text': text }];
    return { label: String(temperature), method: 'update' as const, args: update };
  });
  return {
    active,
    currentvalue: { prefix: 'temperature T = ', font: { size: 14, color: INK } },
    pad: { t: 40, b: 0, l: 0, r: 0 },
    bgcolor: SHADE,
    activebgcolor: GRID,
    bordercolor: MUTED,
    tickcolor: MUTED,
    font: { size: 12, color: MUTED },
    steps,
  };
}

/** Height of the pictures and, below them, of a row of panels a temperature. */
function panelPixels({ length }: readonly Lesson[]): number {
  return PICTURE_PIXELS + length * ROW_PIXELS;
}

/** One row of panels a temperature, one column an image; the lessons come first among the annotations. */
function drawing(images: readonly SoftTargets[], lessons: readonly Lesson[]): Drawing {
  const height = panelPixels(lessons);
  const columns = columnDomains(images.length, GAP);
  const left = (column: number) => columns[column]?.[0] ?? 0;
  const cells = lessons.flatMap(({ temperature }, row) => {
    const below = lessons.length - 1 - row;
    const bottom = (below * ROW_PIXELS) / height;
    const y: [number, number] = [bottom, bottom + (ROW_PIXELS - 30) / height];
    return images.map((one, at): Cell => {
      const suffix = axisSuffix(row * images.length + at);
      return { one, temperature, suffix, x: columns[at] ?? [0, 1], y, isLowest: below === 0 };
    });
  });
  const top = (row: number) => cells[row * images.length]?.y[1] ?? 1;
  const place = { xref: 'paper', yref: 'paper', xanchor: 'left', align: 'left' } as const;
  return {
    data: cells.map(barsOf),
    layout: {
      bargap: 0.3,
      ...Object.fromEntries(cells.flatMap(axes)),
      images: images.map(({ picture }, at) =>
        pictureAt(picture, { x: left(at), sizey: (PICTURE_PIXELS - 14) / height }),
      ),
      annotations: [
        ...lessons.map(({ text }, row) =>
          note(text, { ...place, x: 0, y: top(row), yshift: 4, yanchor: 'bottom' }),
        ),
        ...images.map(({ kind, trueClass }, at) => {
          const text = `${wrapText(kind, LABEL_CHARACTERS)}<br>truth: <b>${trueClass}</b>`;
          const beside = { x: left(at), xshift: PICTURE_PIXELS - 4, y: 1, yshift: 0 };
          return note(text, { ...place, ...beside, yanchor: 'top' });
        }),
      ],
    },
  };
}

/** The panel of an image at a temperature. */
interface Cell {
  readonly one: SoftTargets;
  readonly temperature: number;
  /** Of its axes. */
  readonly suffix: ReturnType<typeof axisSuffix>;
  readonly x: [number, number];
  readonly y: [number, number];
  readonly isLowest: boolean;
}

function axes({ suffix, x, y, isLowest }: Cell): [string, Partial<LayoutAxis>][] {
  const across = axis(isLowest ? 'probability' : '', {
    range: [0, 1.3],
    tickvals: [0, 0.5, 1],
    ticktext: isLowest ? ['0', '0.5', '1'] : ['', '', ''],
    domain: x,
    anchor: `y${suffix}`,
  });
  const down = axis('', {
    autorange: 'reversed',
    showgrid: false,
    dtick: 1,
    domain: y,
    anchor: `x${suffix}`,
    tickfont: { color: INK, size: 11 },
  });
  return [
    [`xaxis${suffix}`, across],
    [`yaxis${suffix}`, down],
  ];
}

/** Classes by falling probability; at the highest temperature fewest are equal to ten digits. */
function order({ targets }: SoftTargets): string[] {
  const high = Math.max(...targets.map(({ temperature }) => temperature));
  return targets
    .filter(({ temperature }) => temperature === high)
    .sort((a, b) => b.prob - a.prob)
    .map(({ className }) => className);
}

function probs(one: SoftTargets, temperature: number): number[] {
  const at = one.targets.filter((target) => target.temperature === temperature);
  return order(one).map((name) => at.find(({ className }) => className === name)?.prob ?? 0);
}

function barsOf({ one, temperature, suffix }: Cell): Partial<Data> {
  const values = probs(one, temperature);
  const classes = order(one).map((name, at) => {
    const x = values[at] ?? 0;
    return { x, y: name === one.trueClass ? `<b>${name}</b>` : name, text: rounded(x) };
  });
  return bars(classes, {
    name: `${one.kind}, T = ${temperature}`,
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    textfont: { size: 10 },
    marker: { color: methodColor.teacher },
    hover: '%{y}: %{text}',
  });
}

function rounded(prob: number): string {
  return prob < 0.0005 ? '< 0.001' : prob.toFixed(3);
}

function pictureAt(
  source: string,
  { x, sizey }: { readonly x: number; readonly sizey: number },
): NonNullable<Layout['images']>[number] {
  const corner = { xref: 'paper', yref: 'paper', xanchor: 'left', yanchor: 'top' } as const;
  return { source, ...corner, x, y: 1, sizex: 0.2, sizey, sizing: 'contain', layer: 'above' };
}

function inWords(one: SoftTargets, low: number, high: number): string {
  const [first, second] = order(one);
  const at = (temperature: number) => probs(one, temperature).map(rounded);
  return (
    `${one.kind} (${one.trueClass}): ${first} ${at(low)[0]} and ${second} ${at(low)[1]} at T = ${low}, ` +
    `${at(high)[0]} and ${at(high)[1]} at T = ${high}.`
  );
}
