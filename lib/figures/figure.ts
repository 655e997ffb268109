import type { Data, Layout } from 'plotly.js-dist';
import type { Row } from '../tables/row';

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

/** The words a figure needs besides its rows. */
export interface Words {
  readonly name?: string;
  readonly title?: string;
  readonly caption?: string;
  readonly alt?: string;
}

/**
 * Joins words and drawing, the given words before the figure's own.
 * @throws when a word is empty, or when the drawing does not survive JSON (typed arrays, NaN, functions)
 */
export function figure(
  own: Required<Words> & Drawing & Pick<Figure, 'still' | 'rows'>,
  given: Words,
): Figure {
  const made: Figure = { ...own, ...given };
  for (const word of ['name', 'title', 'caption', 'alt'] as const) {
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
  const plain =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value));
  if (plain) return;
  if (Array.isArray(value)) {
    value.forEach((inner, index) => {
      requireJson(inner, `${path}[${index}]`);
    });
    return;
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, inner] of Object.entries(value)) requireJson(inner, `${path}.${key}`);
    return;
  }
  throw new Error(`Figure is not plain JSON: ${path} is ${describe(value)}.`);
}

function describe(value: unknown): string {
  return typeof value === 'object' ? (value?.constructor.name ?? 'an object') : String(value);
}
