import type { Figure } from '../../lib/figures/figure';
import { withoutTitle } from '../../lib/figures/theme';
import { escapeHtml } from '../../lib/notebook/html';
import { codeCellHtml } from './code-cell';
import { type PageContext, renderMarkdown } from './markdown';
import type { Notebook, NotebookCell, Shown, ShownFigure, ShownTable } from './notebook-file';

/** A notebook as a chapter of the page. */
export type Chapter = ReturnType<typeof renderChapter>;

/** Renders a notebook: its text, its code folded, and what its cells showed. */
export function renderChapter({ name, cells }: Notebook, context: PageContext) {
  const parts = cells.map((cell) =>
    cell.cell_type === 'markdown'
      ? renderMarkdown(cell.source, name, context)
      : { html: codeOrRaw(cell, name, context), sections: [], title: undefined },
  );
  const title = parts.find((part) => part.title !== undefined)?.title;
  if (title === undefined) {
    throw new Error(`Notebook ${name} has no title: begin its first cell with "# …".`);
  }
  const sections = parts.flatMap((part) => part.sections);
  return { id: name, title, sections, html: lines(parts.map(({ html }) => html)) };
}

const lines = (parts: readonly string[]) => parts.filter((part) => part !== '').join('\n');

/** What a cell whose code is hidden showed stands in a frame of its own: the page hides the checks in it, too. */
function codeOrRaw(cell: NotebookCell, notebook: string, context: PageContext): string {
  if (cell.cell_type !== 'code' || cell.source.trim() === '') return '';
  const { jupyter, tags } = cell.metadata;
  const isHidden = jupyter?.source_hidden ?? false;
  const code = codeCellHtml(cell.source, { isHidden, isOpen: tags?.includes('open') ?? false });
  const outputs = lines(cell.outputs.map((output) => outputHtml(output, notebook, context)));
  const isFramed = isHidden && outputs !== '';
  return lines([code, isFramed ? `<div class="of-hidden-code">${outputs}</div>` : outputs]);
}

function outputHtml(output: Shown, notebook: string, context: PageContext): string {
  switch (output.kind) {
    case 'figure':
      return figureHtml(output, context);
    case 'table':
      return tableHtml(output, context);
    case 'markdown':
      return renderMarkdown(output.content, notebook, context).html;
    case 'html':
      return output.content;
    case 'fault':
      throw new Error(`Notebook ${notebook} holds ${output.content}`);
  }
}

/** An interactive figure with its words; a picture where no script runs. */
function figureHtml(figure: ShownFigure, context: PageContext): string {
  const { name, title, caption, png, live } = figure;
  context.count.figures += 1;
  const file = `figures/${name}.png`;
  const picture = live ? `data:image/png;base64,${png ?? ''}` : file;
  const links = linksHtml([...(live ? [] : [file]), `tables/${name}.csv`], context);
  const drawing = withoutTitle(figure as unknown as Figure);
  const { sliders, height } = drawing.layout;
  const alt = escapeHtml(figure.alt);
  const json = JSON.stringify(drawing).replaceAll('<', '\\u003c'); // cannot end its script element
  return (
    `<figure class="plot-figure"${idOnce(`figure-${name}`, context)}>` +
    `<p class="finding"><b class="number-label">Figure ${context.count.figures}</b> ` +
    `${escapeHtml(title)}</p>` +
    `<div class="plot-scroll"><div class="plot${sliders ? ' wide' : ''}" role="img" ` +
    `aria-label="${alt}" style="height:${height}px">` +
    `<script type="application/json">${json}</script></div></div>` +
    `<noscript><img src="${picture}" alt="${alt}"></noscript>` +
    `<figcaption>${escapeHtml(caption)}${links}</figcaption></figure>`
  );
}

/** A table that scrolls sideways where the page is narrow. Where it is shown first is where links to it lead. */
function tableHtml({ name, html }: ShownTable, context: PageContext): string {
  if (html === undefined) return '';
  context.count.tables += 1;
  const label = `Table ${context.count.tables}`;
  const [all = '', caption = ''] = html.match(/<caption>(.*?)<\/caption>/s) ?? [];
  return (
    `<figure class="table-figure"${idOnce(`table-${name}`, context)}>` +
    `<figcaption><b class="number-label">${label}</b> ` +
    `${caption}${linksHtml([`tables/${name}.csv`], context)}</figcaption>` +
    `<div class="table-scroll" tabindex="0" role="region" aria-label="${label}">` +
    `${html.replace(all, '')}</div></figure>`
  );
}

/** An attribute; none where the page has that id already, as a table has that is shown twice. */
function idOnce(id: string, { ids }: PageContext): string {
  if (ids.has(id)) return '';
  ids.add(id);
  return ` id="${id}"`;
}

/** Links to those of the files that are there. */
function linksHtml(paths: readonly string[], { files }: PageContext): string {
  const links = paths
    .filter((path) => files.has(path))
    .map((path) => `<a href="${path}">${path.slice(-3).toUpperCase()}</a>`);
  return links.length === 0 ? '' : ` <span class="files">${links.join(' ')}</span>`;
}
