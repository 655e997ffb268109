import type { Data, Layout } from 'plotly.js-dist';
import type { Row } from '../tables/row';
import { baseLayout, type Frame } from './theme';

/** What Plotly draws: plain JSON, no typed arrays. */
export interface Drawing {
  readonly data: readonly Partial<Data>[];
  readonly layout: Partial<Layout>;
}

/** A chart with the words that belong to it. */
export interface Figure extends Drawing {
  /** A slug; the name of its files. */
  readonly name: string;
  /** The finding, as a sentence. */
  readonly title: string;
  /** How to read it, and n. */
  readonly caption: string;
  /** What a reader who cannot see it should know. */
  readonly alt: string;
  /** What pictures and paper show instead, where the interactive figure hides a part (a slider). */
  readonly still?: Drawing;
  /** The data that it draws, for its CSV file: quantities and their units, not places on paper. */
  readonly rows?: readonly Row[];
}

const words = ['name', 'title', 'caption', 'alt'] as const;

/** Words that replace a figure's own. */
export type Words = Partial<Pick<Figure, (typeof words)[number]>>;

/**
 * A drawing in its frame with the given words, and the figure's own where none is given.
 * @throws when a word is empty, or when the drawing does not survive JSON (typed arrays, NaN, functions)
 */
export function figure(
  given: Words,
  { frame, ...own }: Figure & { readonly frame: Frame },
): Figure {
  const layout = { ...baseLayout(given.title ?? own.title, frame), ...own.layout };
  const made: Figure = { ...own, layout, ...given };
  for (const word of words) {
    if (made[word].trim() === '') throw new Error(`Figure ${made.name}: ${word} is empty.`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(made.name)) {
    throw new Error(`Figure "${made.name}": name must be a slug such as accuracy-bars.`);
  }
  requireJson(made, made.name);
  return made;
}

/** Holds that a value is plain JSON: objects, lists, strings, finite numbers, booleans, null. */
function requireJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (Number.isFinite(value)) return;
  const isList = Array.isArray(value);
  const isObject = typeof value === 'object' && value.constructor === Object;
  if (!isList && !isObject) {
    const found = typeof value === 'object' ? value.constructor.name : String(value);
    throw new Error(`Figure is not plain JSON: ${path} is ${found}.`);
  }
  for (const [key, inner] of Object.entries(value)) {
    requireJson(inner, isList ? `${path}[${key}]` : `${path}.${key}`);
  }
}
