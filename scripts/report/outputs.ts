import { z } from 'zod';
import { PLOTLY, SHARP_PICTURE, TABLE } from '../../lib/notebook/mime-types';
import { asText, type Notebook } from './notebook-file';

const rowsSchema = z.array(
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
);

const metaSchema = z.object({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string(),
  caption: z.string(),
  alt: z.string(),
  /** Measured while the report was made, so that its picture is shown but not kept. */
  live: z.boolean().optional(),
  rows: rowsSchema.optional(),
});

const plotlySchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())),
  layout: z.looseObject({ height: z.number().optional(), meta: metaSchema.optional() }),
});

const tableSchema = z.object({
  name: z.string(),
  key: z.array(z.string()).optional(),
  rows: rowsSchema,
});

/** A figure as a notebook showed it. */
export interface ShownFigure {
  readonly kind: 'figure';
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly alt: string;
  readonly live: boolean;
  /** What it draws; undefined where it shows pictures only. */
  readonly rows: z.output<typeof rowsSchema> | undefined;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly png: Buffer | undefined;
}

/** A table as a notebook showed it, with its rows unformatted; without HTML where it was only kept. */
export interface ShownTable {
  readonly kind: 'table';
  readonly name: string;
  readonly key: readonly string[] | undefined;
  readonly html: string | undefined;
  readonly rows: z.output<typeof rowsSchema>;
}

/** What an output is to the page. */
export type Shown =
  | ShownFigure
  | ShownTable
  | { readonly kind: 'markdown' | 'html' | 'text' | 'png'; readonly content: string };

const DEFAULT_HEIGHT = 450;

/** The richest format of an output that the page knows; undefined for one that it leaves out. */
export function shown(data: Readonly<Record<string, unknown>>): Shown | undefined {
  const png = asText(data, 'image/png');
  if (PLOTLY in data) return shownFigure(data[PLOTLY], asText(data, SHARP_PICTURE) ?? png);
  const html = asText(data, 'text/html');
  if (TABLE in data) {
    const { name, key, rows } = tableSchema.parse(data[TABLE]);
    return { kind: 'table', name, key, rows, html };
  }
  const markdown = asText(data, 'text/markdown');
  if (markdown !== undefined) return { kind: 'markdown', content: markdown };
  if (html !== undefined) return { kind: 'html', content: html };
  if (png !== undefined) return { kind: 'png', content: png };
  const plain = asText(data, 'text/plain');
  return plain === undefined ? undefined : { kind: 'text', content: plain };
}

function shownFigure(json: unknown, png: string | undefined): ShownFigure {
  const { data, layout } = plotlySchema.parse(json);
  const { meta, ...rest } = layout;
  if (meta === undefined) {
    throw new Error('A Plotly output has no name: show figures by show() of lib/notebook/show.');
  }
  return {
    kind: 'figure',
    ...meta,
    live: meta.live ?? false,
    rows: meta.rows,
    data,
    layout: { height: DEFAULT_HEIGHT, ...rest },
    png: png === undefined ? undefined : Buffer.from(png, 'base64'),
  };
}

/** All that a notebook shows, in order. */
export function allShown(notebook: Notebook): readonly Shown[] {
  return notebook.cells.flatMap((cell) =>
    cell.cell_type !== 'code'
      ? []
      : cell.outputs.flatMap((output) => {
          if (!('data' in output)) return [];
          const one = shown(output.data);
          return one === undefined ? [] : [one];
        }),
  );
}
