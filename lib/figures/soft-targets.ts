import type { LayoutAxis } from 'plotly.js-dist';
import { fixed } from '../tables/format';
import { axisSuffix, sideBySide } from './columns';
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
  /** Why it is shown: "most confident correct". */
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
  /** What a temperature shows, in a line. */
  readonly lesson: (temperature: number) => string;
  /** Where the slider stands at first. */
  readonly start: number;
}

const ROW_PIXELS = 170;
const PICTURE_PIXELS = 70;
/** Two or three lines below each picture, and some room. */
const LABEL_PIXELS = 64;
const SLIDER_PIXELS = 100;
const GAP = 0.13;
const LESSON_CHARACTERS = 100;
const LABEL_CHARACTERS = 14;

/**
 * Soft targets of several images side by side, with one slider over the temperature that says what each temperature
 * shows. The still picture shows the lowest temperature, the slider's and the highest, one below the other. Classes
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
  const lessonAt = (temperature: number) =>
    `<b>T = ${temperature}</b>: ${wrapText(lesson(temperature), LESSON_CHARACTERS)}`;
  const height = panelPixels([start]) + 56;
  const margin = { l: 84, r: 36 };
  const { data, layout } = drawing(images, [start], lessonAt);
  const stills = [...new Set([low, start, high])];
  const stillFrame = { height: panelPixels(stills) + 56, margin };
  const still = drawing(images, stills, lessonAt);
  return figure(words, {
    name: 'soft-targets',
    title,
    caption:
      `n = ${images.length} test images, numbers ${images.map(({ image }) => image).join(', ')}. ` +
      "Softmax of each image's logits divided by T.",
    alt: `The teacher's probabilities of ${images.length} photographs. ${images.map((one) => inWords(one, low, high)).join(' ')}`,
    frame: { height, margin: { ...margin, b: 48 + SLIDER_PIXELS } },
    data,
    layout: {
      ...layout,
      height: height + titlePixels(title) + SLIDER_PIXELS,
      sliders: [slider(images, { temperatures, start, lessonAt })],
    },
    still: { ...still, layout: { ...baseLayout(title, stillFrame), ...still.layout } },
    rows: images.flatMap(({ kind, image, trueClass, targets }) =>
      targets.map((target) => ({ kind, image, trueClass, ...target })),
    ),
  });
}

interface Steps {
  readonly temperatures: readonly number[];
  readonly start: number;
  /** The lesson of a temperature as it is written above its panels. */
  readonly lessonAt: (temperature: number) => string;
}

function slider(images: readonly SoftTargets[], { temperatures, start, lessonAt }: Steps) {
  return {
    active: temperatures.indexOf(start),
    currentvalue: { prefix: 'temperature T = ', font: { size: 14, color: INK } },
    pad: { t: 40, b: 0, l: 0, r: 0 },
    bgcolor: SHADE,
    activebgcolor: GRID,
    bordercolor: MUTED,
    tickcolor: MUTED,
    font: { size: 12, color: MUTED },
    steps: temperatures.map((temperature) => {
      const x = images.map((one) => ranked(one, temperature).map(({ prob }) => prob));
      const bars = { x, text: x.map((probs) => probs.map(rounded)) };
      const args = [bars, { 'annotations[0].text': lessonAt(temperature) }];
      return { label: String(temperature), method: 'update' as const, args };
    }),
  };
}

/** Height of the pictures, of the labels below them, and of a row of panels per temperature. */
function panelPixels(temperatures: readonly number[]): number {
  return PICTURE_PIXELS + LABEL_PIXELS + temperatures.length * ROW_PIXELS;
}

/** One row of panels per temperature, one column per image; the lessons come first among the annotations. */
function drawing(
  images: readonly SoftTargets[],
  temperatures: readonly number[],
  lessonAt: Steps['lessonAt'],
): Drawing {
  const height = panelPixels(temperatures);
  const columns = sideBySide(images, GAP);
  const rows = temperatures.map((temperature, row) => {
    const bottom = ((temperatures.length - 1 - row) * ROW_PIXELS) / height;
    return { temperature, bottom, top: bottom + (ROW_PIXELS - 30) / height };
  });
  const cells = rows.flatMap((row) => columns.map((image) => ({ ...image, ...row })));
  const paper = { xref: 'paper', yref: 'paper', xanchor: 'left' } as const;
  const place = { ...paper, align: 'left' } as const;
  const picture = { sizex: 0.2, sizey: PICTURE_PIXELS / height, sizing: 'contain' } as const;
  return {
    data: cells.map(barsOf),
    layout: {
      bargap: 0.3,
      ...Object.fromEntries(cells.flatMap(axes)),
      images: columns.map(({ picture: source, domain: [x] }) => {
        return { source, ...paper, x, y: 1, yanchor: 'top', ...picture, layer: 'above' };
      }),
      annotations: [
        ...rows.map(({ temperature, top: y }) =>
          note(lessonAt(temperature), { ...place, x: 0, y, yshift: 4, yanchor: 'bottom' }),
        ),
        ...columns.map(({ kind, trueClass, domain: [x] }) => {
          const text = `${wrapText(kind, LABEL_CHARACTERS)}<br>truth: <b>${trueClass}</b>`;
          return note(text, { ...place, x, y: 1, yshift: -PICTURE_PIXELS - 2, yanchor: 'top' });
        }),
      ],
    },
  };
}

/** The panel of an image at a temperature. */
interface Cell extends SoftTargets {
  readonly temperature: number;
  readonly domain: [number, number];
  readonly bottom: number;
  readonly top: number;
}

function axes({ domain, bottom, top }: Cell, at: number): [string, Partial<LayoutAxis>][] {
  const isLowest = bottom === 0;
  const suffix = axisSuffix(at);
  const across = axis(isLowest ? 'probability' : '', {
    range: [0, 1.3],
    tickvals: [0, 0.5, 1],
    ticktext: isLowest ? ['0', '0.5', '1'] : ['', '', ''],
    domain,
    anchor: `y${suffix}`,
  });
  const down = axis('', {
    autorange: 'reversed',
    showgrid: false,
    dtick: 1,
    domain: [bottom, top],
    anchor: `x${suffix}`,
    tickfont: { color: INK, size: 11 },
  });
  return [
    [`xaxis${suffix}`, across],
    [`yaxis${suffix}`, down],
  ];
}

function barsOf({ kind, trueClass, targets, temperature }: Cell, at: number) {
  const classes = ranked({ targets }, temperature).map(({ className, prob }) => {
    const y = className === trueClass ? `<b>${className}</b>` : className;
    return { x: prob, y, text: rounded(prob) };
  });
  return bars(classes, {
    name: `${kind}, T = ${temperature}`,
    xaxis: `x${axisSuffix(at)}`,
    yaxis: `y${axisSuffix(at)}`,
    textfont: { size: 10 },
    marker: { color: methodColor.teacher },
    hover: '%{y}: %{text}',
  });
}

/** Classes by falling probability, in the order of the highest temperature, where fewest are equal to ten digits. */
function ranked({ targets }: Pick<SoftTargets, 'targets'>, temperature: number) {
  const at = (wanted: number) => targets.filter((target) => target.temperature === wanted);
  const high = at(Math.max(...targets.map((target) => target.temperature)));
  const softest = new Map(high.map(({ className, prob }) => [className, prob]));
  const rank = ({ className }: SoftTarget) => softest.get(className) ?? 0;
  return at(temperature).sort((a, b) => rank(b) - rank(a));
}

function rounded(prob: number): string {
  return prob < 0.0005 ? '< 0.001' : fixed(prob, 3);
}

function inWords(one: SoftTargets, low: number, high: number): string {
  const [first, second] = ranked(one, low).map(({ className }) => className);
  const at = (temperature: number) => ranked(one, temperature).map(({ prob }) => rounded(prob));
  return (
    `${one.kind} (${one.trueClass}): ${first} ${at(low)[0]} and ${second} ${at(low)[1]} at T = ${low}, ` +
    `${at(high)[0]} and ${at(high)[1]} at T = ${high}.`
  );
}
