import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { SHARP_PICTURE } from '../../lib/notebook/mime-types';

/** nbformat writes a text as one string or as its lines. */
const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value : value.join('')));

const outputSchema = z.discriminatedUnion('output_type', [
  z.object({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text }),
  z.object({ output_type: z.literal('display_data'), data: z.record(z.string(), z.unknown()) }),
  z.object({ output_type: z.literal('execute_result'), data: z.record(z.string(), z.unknown()) }),
  z.object({ output_type: z.literal('error'), ename: z.string(), evalue: z.string() }),
]);

const metadataSchema = z.object({
  jupyter: z.object({ source_hidden: z.boolean().optional() }).optional(),
  tags: z.array(z.string()).optional(),
});

const cellSchema = z.discriminatedUnion('cell_type', [
  z.object({ cell_type: z.literal('markdown'), source: text }),
  z.object({ cell_type: z.literal('raw'), source: text }),
  z.object({
    cell_type: z.literal('code'),
    source: text,
    outputs: z.array(outputSchema),
    metadata: metadataSchema.optional(),
  }),
]);

const notebookSchema = z.object({ cells: z.array(cellSchema), nbformat: z.literal(4) });

export type Output = z.output<typeof outputSchema>;
export type NotebookCell = z.output<typeof cellSchema>;

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

/** One format of an output as text; undefined when the output has no such format. */
export function asText(data: Readonly<Record<string, unknown>>, mime: string): string | undefined {
  const value = data[mime];
  if (value === undefined) return undefined;
  return text.parse(value);
}

/** The text of an executed notebook as it is committed: the report's sharp pictures left out. */
export function withoutSharpPictures(json: string): string {
  const notebook: unknown = JSON.parse(json, (key, value) =>
    key === SHARP_PICTURE ? undefined : value,
  );
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}
