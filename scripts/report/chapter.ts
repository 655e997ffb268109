import type { Figure } from '../../lib/figures/figure';
import { withoutTitle } from '../../lib/figures/theme';
import { escapeHtml } from '../../lib/notebook/html';
import { codeCellHtml } from './code-cell';
import { type Heading, renderMarkdown } from './markdown';
import type { Notebook, NotebookCell, Output } from './notebook-file';
import { type ShownFigure, type ShownTable, shown } from './outputs';

/** A notebook as a chapter of the page. */
export interface Chapter {
  readonly id: string;
  /** HTML of the notebook's title. */
  readonly title: string;
  readonly sections: readonly Heading[];
  /** The chapter's content. */
  readonly html: string;
}

/** What the page knows beyond one chapter. */
export interface PageContext {
  /** The names of all notebooks on the page. */
  readonly chapters: readonly string[];
  /** The names of all files `<name>.csv` that lie in report/tables. */
  readonly csv: ReadonlySet<string>;
  /** Numbers figures and tables through the whole page. */
  readonly count: { figures: number; tables: number };
  /** The ids that the page has so far. */
  readonly ids: Set<string>;
}

/** Renders a notebook: its text, its code folded, and what its cells showed. */
export function renderChapter(notebook: Notebook, context: PageContext): Chapter {
  const sections: Heading[] = [];
  let title: string | undefined;
  const parts = notebook.cells.map((cell) => {
    if (cell.cell_type !== 'markdown') return codeOrRaw(cell, notebook, context);
    const rendered = renderMarkdown(cell.source, notebook.name, context);
    title ??= rendered.title;
    sections.push(...rendered.sections);
    return rendered.html;
  });
  if (title === undefined) {
    throw new Error(`Notebook ${notebook.name} has no title: begin its first cell with "# …".`);
  }
  const html = parts.filter((part) => part !== '').join('\n');
  return { id: notebook.name, title, sections, html };
}

function codeOrRaw(cell: NotebookCell, notebook: Notebook, context: PageContext): string {
  if (cell.cell_type !== 'code' || cell.source.trim() === '') return '';
  const { jupyter, tags = [] } = cell.metadata ?? {};
  const isHidden = jupyter?.source_hidden ?? false;
  const outputs = cell.outputs.map((output) => {
    const html = outputHtml(output, notebook, context);
    return isHidden && html.startsWith('<p class="check">')
      ? html.replace('class="check"', 'class="check hidden-code"')
      : html;
  });
  return [codeCellHtml(cell.source, { isHidden, isOpen: tags.includes('open') }), ...outputs]
    .filter((part) => part !== '')
    .join('\n');
}

function outputHtml(output: Output, notebook: Notebook, context: PageContext): string {
  if (output.output_type === 'error') {
    throw new Error(
      `Notebook ${notebook.name} holds an error: ${output.ename} ${output.evalue}; run it again.`,
    );
  }
  if (output.output_type === 'stream') {
    return `<pre class="stream ${output.name}">${escapeHtml(output.text)}</pre>`;
  }
  const one = shown(output.data);
  switch (one?.kind) {
    case undefined:
      return '';
    case 'figure':
      return figureHtml(one, context);
    case 'table':
      return tableHtml(one, context);
    case 'markdown':
      return renderMarkdown(one.content, notebook.name, context).html;
    case 'html':
      return one.content;
    case 'png':
      return `<img alt="" src="data:image/png;base64,${one.content}">`;
    case 'text':
      return `<pre class="stream">${escapeHtml(one.content)}</pre>`;
  }
}

/** An interactive figure with its words; a picture where no script runs. */
export function figureHtml(figure: ShownFigure, context: PageContext): string {
  const { name, title, caption, alt, png, live } = figure;
  context.count.figures += 1;
  const picture = live
    ? `data:image/png;base64,${png?.toString('base64') ?? ''}`
    : `figures/${name}.png`;
  const links = [...(live ? [] : [`<a href="${picture}">PNG</a>`]), ...csvLink(name, context)];
  const drawing = withoutTitle(figure as unknown as Figure);
  return (
    `<figure class="plot-figure"${idOnce(`figure-${name}`, context)}>` +
    `<p class="finding"><b class="number-label">Figure ${context.count.figures}</b> ` +
    `${escapeHtml(title)}</p>` +
    `<div class="plot-scroll"><div class="plot${drawing.layout.sliders ? ' wide' : ''}" role="img" aria-label="${escapeHtml(alt)}" style="height:${drawing.layout.height}px">` +
    `<script type="application/json">${jsonInHtml(drawing)}</script></div></div>` +
    `<noscript><img src="${picture}" alt="${escapeHtml(alt)}"></noscript>` +
    `<figcaption>${escapeHtml(caption)}${linksHtml(links)}</figcaption></figure>`
  );
}

/** A table that scrolls sideways where the page is narrow. Where it is shown first is where links to it lead. */
export function tableHtml({ name, html }: ShownTable, context: PageContext): string {
  if (html === undefined) return '';
  context.count.tables += 1;
  const label = `<b class="number-label">Table ${context.count.tables}</b> `;
  const [, caption = ''] = html.match(/<caption>(.*?)<\/caption>/s) ?? [];
  const place = `tabindex="0" role="region" aria-label="Table ${context.count.tables}"`;
  return (
    `<figure class="table-figure"${idOnce(`table-${name}`, context)}>` +
    `<figcaption>${label}${caption}${linksHtml(csvLink(name, context))}</figcaption>` +
    `<div class="table-scroll" ${place}>${html.replace(/<caption>.*?<\/caption>/s, '')}</div>` +
    '</figure>'
  );
}

/** An attribute; none where the page has that id already, as a table has that is shown twice. */
function idOnce(id: string, { ids }: PageContext): string {
  if (ids.has(id)) return '';
  ids.add(id);
  return ` id="${id}"`;
}

function csvLink(name: string, { csv }: PageContext): readonly string[] {
  return csv.has(name) ? [`<a href="tables/${name}.csv">CSV</a>`] : [];
}

function linksHtml(links: readonly string[]): string {
  return links.length === 0 ? '' : ` <span class="files">${links.join(' ')}</span>`;
}

/** JSON that cannot end the script element it stands in. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
