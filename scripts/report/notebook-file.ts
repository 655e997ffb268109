import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { escapeHtml } from '../../lib/notebook/html';
import { PLOTLY, SHARP_PICTURE, TABLE } from '../../lib/notebook/mime-types';
import { rounded } from '../../lib/tables/row';

const DEFAULT_HEIGHT = 450;

/** nbformat writes a text as one string or as its lines. */
const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]);

/** Fractions are cut to six significant digits: enough to quote, and no last bits, which differ between processors. */
const number = z.number().transform((it) => (Number.isInteger(it) ? it : rounded(it)));
const rows = z.array(z.record(z.string(), z.union([z.string(), number, z.boolean(), z.null()])));

const words = z.object({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string(),
  caption: z.string(),
  alt: z.string(),
  /** Measured while the report was made, so that its picture is shown but not kept. */
  live: z.boolean().default(false),
  /** What it draws; none where it shows pictures only. */
  rows: rows.default([]),
});

/** Undefined without its words. */
const figure = z
  .object({
    data: z.array(z.record(z.string(), z.unknown())),
    layout: z.looseObject({ height: z.number().default(DEFAULT_HEIGHT), meta: words.optional() }),
  })
  .transform(({ data, layout: { meta, ...layout } }) => meta && { ...meta, data, layout });

const table = z.object({ name: z.string(), key: z.array(z.string()).optional(), rows });

/** One output in all its formats. */
const formats = z
  .object({
    [PLOTLY]: figure,
    [SHARP_PICTURE]: text,
    [TABLE]: table,
    'text/markdown': text,
    'text/html': text,
    'image/png': text,
    'text/plain': text,
  })
  .partial();

const html = (content: string) => ({ kind: 'html', content }) as const;
/** What keeps its notebook from being shown. */
const fault = (content: string) => ({ kind: 'fault', content }) as const;

/** The richest format of an output that the page knows; undefined for one that it leaves out. */
function richest(data: z.output<typeof formats>) {
  const { [PLOTLY]: figure, 'image/png': png, [SHARP_PICTURE]: sharp = png } = data;
  if (figure) return { kind: 'figure', ...figure, png: sharp } as const;
  if (PLOTLY in data)
    return fault('a Plotly output without a name: show figures by show() of lib/notebook/show.');
  const { [TABLE]: table, 'text/html': own, 'text/markdown': markdown, 'text/plain': plain } = data;
  if (table) return { kind: 'table', ...table, html: own } as const; // without HTML where it was only kept
  if (markdown !== undefined) return { kind: 'markdown', content: markdown } as const;
  if (own !== undefined) return html(own);
  if (png !== undefined) return html(`<img alt="" src="data:image/png;base64,${png}">`);
  return plain === undefined ? undefined : html(`<pre class="stream">${escapeHtml(plain)}</pre>`);
}

/** What an output is to the page. */
export type Shown = NonNullable<ReturnType<typeof richest>>;
/** A figure, its picture in base64. */
export type ShownFigure = Extract<Shown, { kind: 'figure' }>;
/** A table with its rows unformatted. */
export type ShownTable = Extract<Shown, { kind: 'table' }>;

const output = z.discriminatedUnion('output_type', [
  z
    .object({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text })
    .transform(({ name, text }) => html(`<pre class="stream ${name}">${escapeHtml(text)}</pre>`)),
  z
    .object({ output_type: z.literal(['display_data', 'execute_result']), data: formats })
    .transform(({ data }) => richest(data)),
  z
    .object({ output_type: z.literal('error'), ename: z.string(), evalue: z.string() })
    .transform(({ ename, evalue }) => fault(`an error: ${ename} ${evalue}; run it again.`)),
]);

const metadata = z.object({
  jupyter: z.object({ source_hidden: z.boolean().optional() }),
  tags: z.array(z.string()),
});

const cell = z.discriminatedUnion('cell_type', [
  z.object({ cell_type: z.literal(['markdown', 'raw']), source: text }),
  z.object({
    cell_type: z.literal('code'),
    source: text,
    outputs: z.array(output).transform((all) => all.flatMap((it) => it ?? [])),
    metadata: metadata.partial().default({}),
  }),
]);

/** A notebook file's content, of which the report needs the cells. */
export const notebookSchema = z.object({ cells: z.array(cell), nbformat: z.literal(4) });

export type NotebookCell = z.output<typeof cell>;

/** A notebook as the report sees it. */
export interface Notebook {
  /** File name without .ipynb, such as 01-data. */
  readonly name: string;
  readonly cells: readonly NotebookCell[];
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
  const kept = (key: string, value: unknown) => (key === SHARP_PICTURE ? undefined : value);
  return `${JSON.stringify(JSON.parse(json), kept, 1)}\n`;
}
