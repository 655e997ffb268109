import type { Figure } from '../figures/figure';
import { figurePng } from '../pictures/figure-png';
import type { Table } from '../tables/table';
import { type Display, kernelDisplay, type MimeBundle } from './display';
import { PLOTLY, SHARP_PICTURE, TABLE } from './mime-types';
import { shownTableBundle } from './table-bundle';

/**
 * Shows a figure or a table. A figure is interactive in JupyterLab and in the report, a picture where no script runs,
 * its description where no picture can be seen; a table's rows become its CSV file.
 * @throws when a table has no rows, or its rows lack a column that it shows
 */
export async function show(what: Figure | Table, display: Display = kernelDisplay): Promise<void> {
  display.show('columns' in what ? shownTableBundle(what) : await figureBundle(what));
}

/**
 * Gives the report tables that are too long to read here: their CSV files and what numbers.json quotes of them. A table
 * without rows is left out.
 */
export function keep(...tables: readonly Pick<Table, 'name' | 'key' | 'rows'>[]): void {
  for (const { name, key, rows } of tables) {
    if (rows.length > 0) kernelDisplay.show({ [TABLE]: { name, key, rows } });
  }
}

/**
 * A figure in its formats: Plotly JSON with its words in `layout.meta`, and description. Where the environment's
 * REPORT_PICTURES asks for pictures, as `npm run report` does, two of them: one for readers of the notebook, a sharp one
 * for the report's files. JupyterLab would show a picture until the pointer is over it; without, it draws a figure at once.
 * @param live measured while the notebook ran: the report shows it but keeps no file of it
 */
export async function figureBundle(
  figure: Figure,
  { live }: { readonly live?: boolean } = {},
): Promise<MimeBundle> {
  const { name, title, caption, alt, data, layout, rows } = figure;
  const meta = { name, title, caption, alt, ...(rows ? { rows } : {}), ...(live ? { live } : {}) };
  const interactive = { [PLOTLY]: { data, layout: { ...layout, meta } }, 'text/plain': alt };
  if ((process.env.REPORT_PICTURES ?? '') === '') return interactive;
  const sharp = await figurePng(figure, { scale: 2 });
  const pictures = { ...(await pictureBundle(figure)), [SHARP_PICTURE]: sharp.toString('base64') };
  return { ...interactive, ...pictures };
}

/**
 * A figure's picture and description; what changes in place takes this, because JupyterLab does not
 * redraw a Plotly figure that it has drawn. One pixel a CSS pixel: JupyterLab shows every pixel.
 */
export async function pictureBundle(figure: Figure): Promise<MimeBundle> {
  const picture = await figurePng(figure, { scale: 1 });
  return { 'image/png': picture.toString('base64'), 'text/plain': figure.alt };
}
