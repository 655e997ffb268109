import MarkdownIt from 'markdown-it';
import { codeHtml } from './code-cell';
import { addMath } from './math';
import { type ReportFiles, slug } from './report-files';

/** What the page knows beyond one chapter. */
export interface PageContext {
  /** The names of all notebooks on the page. */
  readonly chapters: readonly string[];
  /** The ids that the page has so far; those of the headings are added. */
  readonly ids: Set<string>;
  /** The files beside the page. */
  readonly files: Pick<ReportFiles, 'has'>;
  /** Numbers figures and tables through the whole page. */
  readonly count: { figures: number; tables: number };
}

const NOT_IN_IDS = /[^\p{L}\p{N}]+/gu;
/** Spaces at which no line may end: before the sign of per cent, and around the sign in "n = 8". */
const BREAKS = /(?<=\d) (?=%)|(?<=(?<!\p{L})\p{L}) (?== [\d.])|(?<=(?<!\p{L})\p{L} =) (?=[\d.])/gu;

const markdown = new MarkdownIt({ html: true, highlight: codeHtml });
addMath(markdown);
const { text: plainText } = markdown.renderer.rules;
markdown.renderer.rules.text = (...given) => plainText?.(...given).replace(BREAKS, '\u00a0') ?? '';
markdown.renderer.rules.table_open = () => '<div class="table-scroll text-table"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';

/**
 * Renders markdown of a chapter: `#` becomes the page's second rank, `##` its third, and so on; links to
 * other notebooks lead to their chapters, formulas are drawn.
 * @param chapter the notebook's name; ids begin with it
 * @returns HTML of the text, of its heading `#` if it has one, and of its headings `##`, in order
 */
export function renderMarkdown(
  text: string,
  chapter: string,
  { chapters, ids }: Pick<PageContext, 'chapters' | 'ids'>,
) {
  const tokens = markdown.parse(text, {});
  const sections: { id: string; html: string }[] = [];
  let title: string | undefined;
  for (const [index, token] of tokens.entries()) {
    for (const link of token.children?.filter(({ type }) => type === 'link_open') ?? []) {
      link.attrSet('href', target(String(link.attrGet('href')), chapters));
    }
    if (!token.type.startsWith('heading_')) continue;
    const rank = Number(token.tag.slice(1));
    token.tag = `h${Math.min(rank + 1, 6)}`;
    if (token.type === 'heading_close' || rank > 2) continue;
    const { children, content = '' } = tokens[index + 1] ?? {};
    const html = markdown.renderer.render(children ?? [], markdown.options, {});
    if (rank === 1) {
      title ??= html;
      token.attrSet('tabindex', '-1'); // takes the focus when its chapter opens
    } else {
      const id = freeId(`${chapter}--${slug(content, NOT_IN_IDS)}`, ids);
      token.attrSet('id', id);
      sections.push({ id, html });
    }
  }
  return { html: markdown.renderer.render(tokens, markdown.options, {}), title, sections };
}

/**
 * Where a link leads on the page: to the chapter of a notebook, to its section, or to the figure or table that the
 * link names; other files lie beside report/.
 */
function target(href: string, chapters: readonly string[]): string {
  const [, notebook, part] = href.match(/^(?:\.\/)?([\w-]+)\.ipynb(?:#(.*))?$/) ?? [];
  if (notebook === undefined || !chapters.includes(notebook)) return href;
  if (part === undefined) return `#${notebook}`;
  return /^(figure|table)-/.test(part) ? `#${part}` : `#${notebook}--${slug(part, NOT_IN_IDS)}`;
}

/** The id, or the first of `<id>-2`, `<id>-3`, … that the page does not have yet. */
function freeId(wanted: string, ids: Set<string>): string {
  let id = wanted;
  for (let count = 2; ids.has(id); count += 1) id = `${wanted}-${count}`;
  ids.add(id);
  return id;
}
