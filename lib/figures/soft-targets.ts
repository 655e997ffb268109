import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { type Drawing, type Figure, figure, type Words } from './figure';
import { GRID, INK, MUTED, methodColor, SHADE } from './palette';
import { axis, baseLayout, wrapText } from './theme';

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
export function softTargets(images: readonly SoftTargets[], options: SoftTargetOptions): Figure {
  const { lesson, start, ...words } = options;
  const [first] = images;
  if (first === undefined) throw new Error('softTargets: expected at least one image, got none');
  const temperatures = [...new Set(first.targets.map(({ temperature }) => temperature))];
  const [low, high] = [Math.min(...temperatures), Math.max(...temperatures)];
  const title = words.title ?? 'A higher temperature shows how the teacher ranks the wrong classes';
  const frame = { title, lesson, start };
  return figure(
    {
      name: 'soft-targets',
      title,
      caption:
        `n = ${images.length} test images, numbers ${images.map(({ image }) => image).join(', ')}. ` +
        'Softmax of the same logits divided by T.',
      alt: `The teacher's probabilities of ${images.length} photographs. ${images.map((one) => inWords(one, low, high)).join(' ')}`,
      ...interactive(images, temperatures, frame),
      still: drawing(images, [...new Set([low, start, high])], frame),
      rows: images.flatMap(({ kind, image, trueClass, targets }) =>
        targets.map((target) => ({ kind, image, trueClass, ...target })),
      ),
    },
    words,
  );
}

interface Frame extends Pick<SoftTargetOptions, 'lesson' | 'start'> {
  readonly title: string;
}

function interactive(
  images: readonly SoftTargets[],
  temperatures: readonly number[],
  frame: Frame,
): Drawing {
  const { data, layout } = drawing(images, [frame.start], frame);
  const values = (temperature: number) => images.map((one) => probs(one, temperature));
  const slider = {
    active: temperatures.indexOf(frame.start),
    currentvalue: { prefix: 'temperature T = ', font: { size: 14, color: INK } },
    pad: { t: 40, b: 0, l: 0, r: 0 },
    bgcolor: SHADE,
    activebgcolor: GRID,
    bordercolor: MUTED,
    tickcolor: MUTED,
    font: { size: 12, color: MUTED },
    steps: temperatures.map((temperature) => ({
      label: String(temperature),
      method: 'update' as const,
      args: [
        { x: values(temperature), text: values(temperature).map((one) => one.map(shown)) },
        { 'annotations[0].text': lessonText(frame, temperature) },
      ],
    })),
  };
  const height = (layout.height ?? 0) + SLIDER_PIXELS;
  const margin = { ...layout.margin, b: 48 + SLIDER_PIXELS };
  return { data, layout: { ...layout, height, margin, sliders: [slider] } };
}

/** One row of panels a temperature, one column an image; the lessons come first among the annotations. */
function drawing(
  images: readonly SoftTargets[],
  temperatures: readonly number[],
  frame: Frame,
): Drawing {
  const rows = temperatures.length;
  const height = PICTURE_PIXELS + rows * ROW_PIXELS;
  const width = (1 - GAP * (images.length - 1)) / images.length;
  const columns = images.map((_, at): [number, number] => [
    at * (width + GAP),
    at * (width + GAP) + width,
  ]);
  const bottom = (row: number) => ((rows - 1 - row) * ROW_PIXELS) / height;
  const bands = temperatures.map((_, row): [number, number] => [
    bottom(row),
    bottom(row) + (ROW_PIXELS - 30) / height,
  ]);
  const cells = temperatures.flatMap((temperature, row) =>
    images.map((one, column) => ({
      one,
      temperature,
      at: row * images.length + column,
      x: columns[column] as [number, number],
      y: bands[row] as [number, number],
    })),
  );
  return {
    data: cells.map(({ one, temperature, at }) => bars(one, temperature, suffix(at))),
    layout: {
      ...baseLayout(frame.title, { height: height + 56, margin: { l: 84, r: 36 } }),
      bargap: 0.3,
      ...Object.fromEntries(cells.flatMap((cell) => axes(cell, cell.y === bands[rows - 1]))),
      images: images.map(({ picture }, at) =>
        pictureAt(picture, { x: columns[at]?.[0] ?? 0, sizey: (PICTURE_PIXELS - 14) / height }),
      ),
      annotations: [
        ...temperatures.map((temperature, row) =>
          note(lessonText(frame, temperature), { x: 0, y: bands[row]?.[1] ?? 1, yshift: 4 }),
        ),
        ...images.map((one, at) => pictureLabel(one, columns[at]?.[0] ?? 0)),
      ],
    },
  };
}

function lessonText({ lesson }: Frame, temperature: number): string {
  return `<b>T = ${temperature}</b>: ${wrapText(lesson(temperature), LESSON_CHARACTERS)}`;
}

function suffix(at: number): string {
  return at === 0 ? '' : String(at + 1);
}

interface Cell {
  readonly at: number;
  readonly x: [number, number];
  readonly y: [number, number];
}

function axes({ at, x, y }: Cell, isLowest: boolean): [string, Partial<LayoutAxis>][] {
  const across = axis(isLowest ? 'probability' : '', {
    range: [0, 1.3],
    tickvals: [0, 0.5, 1],
    ticktext: isLowest ? ['0', '0.5', '1'] : ['', '', ''],
    domain: x,
    anchor: `y${suffix(at)}` as 'y',
  });
  const down = axis('', {
    autorange: 'reversed',
    showgrid: false,
    dtick: 1,
    domain: y,
    anchor: `x${suffix(at)}` as 'x',
    tickfont: { color: INK, size: 11 },
  });
  return [
    [`xaxis${suffix(at)}`, across],
    [`yaxis${suffix(at)}`, down],
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

function bars(one: SoftTargets, temperature: number, axes: string): Partial<Data> {
  const values = probs(one, temperature);
  return {
    type: 'bar',
    orientation: 'h',
    name: `${one.kind}, T = ${temperature}`,
    x: values,
    y: order(one).map((name) => (name === one.trueClass ? `<b>${name}</b>` : name)),
    xaxis: `x${axes}` as 'x',
    yaxis: `y${axes}` as 'y',
    text: values.map(shown),
    textposition: 'outside',
    textfont: { size: 10 },
    cliponaxis: false,
    marker: { color: methodColor.teacher },
    hovertemplate: '%{y}: %{text}<extra></extra>',
  };
}

function shown(prob: number): string {
  return prob < 0.0005 ? '< 0.001' : prob.toFixed(3);
}

function pictureAt(
  source: string,
  { x, sizey }: { readonly x: number; readonly sizey: number },
): NonNullable<Layout['images']>[number] {
  return {
    source,
    xref: 'paper',
    yref: 'paper',
    x,
    y: 1,
    sizex: 0.2,
    sizey,
    xanchor: 'left',
    yanchor: 'top',
    sizing: 'contain',
    layer: 'above',
  };
}

function pictureLabel({ kind, trueClass }: SoftTargets, x: number): Partial<Annotation> {
  const text = `${wrapText(kind, LABEL_CHARACTERS)}<br>truth: <b>${trueClass}</b>`;
  return { ...note(text, { x, y: 1, yshift: 0 }), yanchor: 'top', xshift: PICTURE_PIXELS - 4 };
}

function note(
  text: string,
  { x, y, yshift }: { readonly x: number; readonly y: number; readonly yshift: number },
): Partial<Annotation> {
  return {
    text,
    xref: 'paper',
    yref: 'paper',
    x,
    y,
    yshift,
    xanchor: 'left',
    yanchor: 'bottom',
    align: 'left',
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

function inWords(one: SoftTargets, low: number, high: number): string {
  const [first = '', second = ''] = order(one);
  const at = (name: string, temperature: number) =>
    shown(probs(one, temperature)[order(one).indexOf(name)] ?? 0);
  return (
    `${one.kind} (${one.trueClass}): ${first} ${at(first, low)} and ${second} ${at(second, low)} at T = ${low}, ` +
    `${at(first, high)} and ${at(second, high)} at T = ${high}.`
  );
}
