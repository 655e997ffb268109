import { createHash } from 'node:crypto';
import { type Chapter, renderChapter } from './chapter';
import type { InlineAssets } from './inline-assets';
import type { PageContext } from './markdown';
import type { Notebook } from './notebook-file';

const TITLE = 'Knowledge distillation on CIFAR-10';
const SUBTITLE =
  'A teacher, a small student trained alone, and the same student taught by the teacher. Every picture ' +
  'and number comes from TypeScript notebooks.';

/** What the page is made of. */
export interface PageContent extends Pick<PageContext, 'files'> {
  /** Executed notebooks in reading order. */
  readonly notebooks: readonly Notebook[];
  readonly assets: InlineAssets;
}

/** Hides what only readers without scripts see, before anything is painted. */
const SCRIPTED = "document.documentElement.classList.add('scripted')";

/**
 * The whole report as one HTML file that asks the network for nothing. It shows one chapter at a time; all of them in
 * print and where no script runs.
 */
export function renderPage({ notebooks, files, assets }: PageContent): string {
  const context: PageContext = {
    chapters: notebooks.map(({ name }) => name),
    files,
    count: { figures: 0, tables: 0 },
    ids: new Set(),
  };
  const chapters = notebooks.map((notebook) => renderChapter(notebook, context));
  const scripts = [SCRIPTED, assets.script, assets.plotly];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLE}</title>
<link rel="icon" href="data:,">
<style>${assets.css}</style>
<script>${SCRIPTED}</script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<h1>${TITLE}</h1>
<p class="subtitle">${SUBTITLE}</p>
</header>
<nav class="contents" aria-label="Contents">
<details open><summary class="contents-title">Contents</summary>
${contents(chapters)}
<p class="tools"><button type="button" id="toggle-code" hidden>Show all code</button></p>
</details>
</nav>
<main id="content" tabindex="-1">
${chapters.map(section).join('\n')}
</main>
<script>${assets.script}</script>
<script>${assets.plotly}</script>
</body>
</html>
`;
}

/**
 * What the page may load and run: its own scripts, and pictures. Styles are everywhere: formulas and tables bring theirs
 * in attributes, Plotly in elements.
 */
function contentPolicy(scripts: readonly string[]): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts.map(digest).join(' ')}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data: blob:", // blob: a figure that a reader saves as a picture
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function contents(chapters: readonly Chapter[]): string {
  const items = chapters.map(({ id, title, sections }) => {
    const inner = sections.map((it) => `<li><a href="#${it.id}">${it.html}</a></li>`);
    const list = inner.length === 0 ? '' : `<ol>${inner.join('')}</ol>`;
    return `<li data-chapter="${id}"><a href="#${id}">${title}</a>${list}</li>`;
  });
  return `<ol>\n${items.join('\n')}\n</ol>`;
}

/** A chapter in its frame, with the ways to its neighbours. */
function section({ id, html }: Chapter, at: number, all: readonly Chapter[]): string {
  const link = (to: Chapter | undefined, rel: 'prev' | 'next', word: string) =>
    to === undefined ? '' : `<a rel="${rel}" href="#${to.id}"><span>${word}</span> ${to.title}</a>`;
  return `<section class="chapter${at === 0 ? ' open' : ''}" id="${id}">\
<p class="eyebrow"><a href="../notebooks/${id}.ipynb">${id}</a></p>
${html}
<nav class="turn" aria-label="Previous and next chapter">\
${link(all[at - 1], 'prev', 'Previous')}${link(all[at + 1], 'next', 'Next')}</nav></section>`;
}
