import { type Chapter, type PageContext, renderChapter } from './chapter';
import type { InlineAssets } from './inline-assets';
import type { Notebook } from './notebook-file';

const TITLE = 'Knowledge distillation on CIFAR-10';
const SUBTITLE =
  'A teacher, a small student trained alone, and the same student taught by the teacher. Every picture ' +
  'and number comes out of the TypeScript notebooks whose code is folded in below.';

/** What the page is made of. */
export interface PageContent {
  /** Executed notebooks in reading order. */
  readonly notebooks: readonly Notebook[];
  /** The names of all files `<name>.csv` in report/tables. */
  readonly csv: ReadonlySet<string>;
  readonly assets: InlineAssets;
}

/** The whole report as one HTML file that asks the network for nothing. */
export function renderPage({ notebooks, csv, assets }: PageContent): string {
  const context: PageContext = {
    chapters: notebooks.map(({ name }) => name),
    csv,
    count: { figures: 0, tables: 0 },
  };
  const chapters = notebooks.map((notebook) => renderChapter(notebook, context));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLE}</title>
<link rel="icon" href="data:,">
<style>${assets.css}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<nav class="contents" aria-label="Contents">
<details open><summary class="contents-title">Contents</summary>
${contents(chapters)}
</details>
</nav>
<main id="content">
<header>
<h1>${TITLE}</h1>
<p class="subtitle">${SUBTITLE}</p>
<p class="tools"><button type="button" id="toggle-code" hidden>Show all code</button></p>
</header>
${chapters.map(({ html }) => html).join('\n')}
</main>
<script>${assets.plotly}</script>
<script>${assets.script}</script>
</body>
</html>
`;
}

function contents(chapters: readonly Chapter[]): string {
  const items = chapters.map(({ id, title, sections }) => {
    const inner = sections.map(
      (section) => `<li><a href="#${section.id}">${section.html}</a></li>`,
    );
    const list = inner.length === 0 ? '' : `<ol>${inner.join('')}</ol>`;
    return `<li data-chapter="${id}"><a href="#${id}">${title}</a>${list}</li>`;
  });
  return `<ol>\n${items.join('\n')}\n</ol>`;
}
