import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { PLOTLY, SHARP_PICTURE, TABLE } from '../../lib/notebook/mime-types';
import { rounded } from '../../lib/tables/row';

const DEFAULT_HEIGHT = 450;

/** nbformat writes a text as one string or as its lines. */
const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]);

/** Fractions are cut to six significant digits: enough to quote, and no last bits, which differ between processors. */
const number = z.number().transform((it) => (Number.isInteger(it) ? it : rounded(it)));
const rows = z.array(z.record(z.string(), z.union([z.string(), number, z.boolean(), z.null()])));

const figureWords = z.object({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string(),
  caption: z.string(),
  alt: z.string(),
  /** Measured while the report was made, so that its picture is shown but not kept. */
  live: z.boolean().default(false),
  /** What it draws; none where it shows pictures only. */
  rows: rows.default([]),
});

/** One output in all its formats. */
const formats = z
  .object({
    [PLOTLY]: z.object({
      data: z.array(z.record(z.string(), z.unknown())),
      layout: z.looseObject({
        height: z.number().default(DEFAULT_HEIGHT),
        meta: figureWords.optional(),
      }),
    }),
    [SHARP_PICTURE]: text,
    [TABLE]: z.object({ name: z.string(), key: z.array(z.string()).optional(), rows }),
    'text/markdown': text,
    'text/html': text,
    'image/png': text,
    'text/plain': text,
  })
  .partial();

/** A figure as a notebook showed it. */
export interface ShownFigure extends z.output<typeof figureWords> {
  readonly kind: 'figure';
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly png: Buffer | undefined;
}

/** A table as a notebook showed it, with its rows unformatted; without HTML where it was only kept. */
export interface ShownTable extends NonNullable<z.output<typeof formats>[typeof TABLE]> {
  readonly kind: 'table';
  readonly html?: string | undefined;
}

/** What an output is to the page; `fault` is what keeps its notebook from being shown. */
export type Shown =
  | ShownFigure
  | ShownTable
  | {
      readonly kind: 'markdown' | 'html' | 'text' | 'png' | 'stdout' | 'stderr' | 'fault';
      readonly content: string;
    };

/** The richest format of an output that the page knows; undefined for one that it leaves out. */
function richest(data: z.output<typeof formats>): Shown | undefined {
  const { 'text/html': html, 'image/png': png } = data;
  if (data[PLOTLY]) return shownFigure(data[PLOTLY], data[SHARP_PICTURE] ?? png);
  if (data[TABLE]) return { kind: 'table', ...data[TABLE], html };
  const { 'text/markdown': markdown, 'text/plain': plain } = data;
  if (markdown !== undefined) return { kind: 'markdown', content: markdown };
  if (html !== undefined) return { kind: 'html', content: html };
  if (png !== undefined) return { kind: 'png', content: png };
  return plain === undefined ? undefined : { kind: 'text', content: plain };
}

function shownFigure(
  { data, layout: { meta, ...layout } }: NonNullable<z.output<typeof formats>[typeof PLOTLY]>,
  png: string | undefined,
): Shown {
  const picture = png === undefined ? undefined : Buffer.from(png, 'base64');
  return meta === undefined
    ? {
        kind: 'fault',
        content: 'a Plotly output without a name: show figures by show() of lib/notebook/show.',
      }
    : { kind: 'figure', ...meta, data, layout, png: picture };
}

const output = z.discriminatedUnion('output_type', [
  z
    .object({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text })
    .transform(({ name, text }): Shown => ({ kind: name, content: text })),
  z
    .object({ output_type: z.literal(['display_data', 'execute_result']), data: formats })
    .transform(({ data }) => richest(data)),
  z.object({ output_type: z.literal('error'), ename: z.string(), evalue: z.string() }).transform(
    ({ ename, evalue }): Shown => ({
      kind: 'fault',
      content: `an error: ${ename} ${evalue}; run it again.`,
    }),
  ),
]);

const metadata = z.object({
  jupyter: z.object({ source_hidden: z.boolean().default(false) }).prefault({}),
  tags: z.array(z.string()).default([]),
});

const cell = z.discriminatedUnion('cell_type', [
  z.object({ cell_type: z.literal(['markdown', 'raw']), source: text }),
  z.object({
    cell_type: z.literal('code'),
    source: text,
    outputs: z.array(output).transform((all) => all.flatMap((it) => it ?? [])),
    metadata: metadata.prefault({}),
  }),
]);

export type NotebookCell = z.output<typeof cell>;

/** A notebook file's content, of which the report needs the cells. */
export const notebookSchema = z.object({ cells: z.array(cell), nbformat: z.literal(4) });

/** A notebook as the report sees it. */
export interface Notebook extends Pick<z.output<typeof notebookSchema>, 'cells'> {
  /** File name without .ipynb, such as 01-data. */
  readonly name: string;
}

/**
 * Reads a notebook file.
 * @throws when it is not a notebook of format 4, naming the field
 */
export function readNotebook(file: string): Notebook {
  const parsed = notebookSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `${file} is not a notebook of format 4; restore it with git.\n${z.prettifyError(parsed.error)}`,
    );
  }
  return { name: basename(file, '.ipynb'), cells: parsed.data.cells };
}

/** All that a notebook shows, in order. */
export function allShown({ cells }: Pick<Notebook, 'cells'>): readonly Shown[] {
  return cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
}

/** The text of an executed notebook as it is committed: the report's sharp pictures left out. */
export function withoutSharpPictures(json: string): string {
  const notebook: unknown = JSON.parse(json, (key, value) =>
    key === SHARP_PICTURE ? undefined : value,
  );
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}
