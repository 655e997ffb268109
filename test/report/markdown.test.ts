import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../scripts/report/markdown';
import { formulaHtml } from '../../scripts/report/math';

const onPage = (chapters: readonly string[] = []) => ({ chapters, ids: new Set<string>() });
const html = (text: string, chapters: readonly string[] = []) =>
  renderMarkdown(text, '01-data', onPage(chapters)).html.trim();

describe('renderMarkdown', () => {
  it('takes the first heading as title and sets headings one rank lower', () => {
    const {
      html: text,
      title,
      sections,
    } = renderMarkdown('# What is $x$?\n\n## How to read it\n\n### Detail', '01-data', onPage());
    expect(title).toContain('katex');
    expect(text).toContain('<h2 tabindex="-1">');
    expect(text).toContain('<h3 id="01-data--how-to-read-it">How to read it</h3>');
    expect(text).toContain('<h4>Detail</h4>');
    expect(sections).toEqual([{ id: '01-data--how-to-read-it', html: 'How to read it' }]);
  });
  it('leads links to other notebooks to their chapters, and leaves other links', () => {
    expect(html('[next](02-teacher.ipynb)', ['02-teacher'])).toContain('href="#02-teacher"');
    expect(html('[next](./02-teacher.ipynb#The-network)', ['02-teacher'])).toContain(
      'href="#02-teacher--the-network"',
    );
    expect(html('[see](02-teacher.ipynb#figure-curves)', ['02-teacher'])).toContain(
      'href="#figure-curves"',
    );
    expect(html('[gone](99-none.ipynb)', ['02-teacher'])).toContain('href="99-none.ipynb"');
    expect(html('[readme](../README.md)')).toContain('href="../README.md"');
  });
  it('ends no line before a sign of per cent or within "n = 8", and elsewhere at any space', () => {
    expect(html('79.4 % of them (n = 8, α = 0.7); then = 3 and 4 more')).toBe(
      '<p>79.4\u00a0% of them (n\u00a0=\u00a08, α\u00a0=\u00a00.7); then = 3 and 4 more</p>',
    );
    expect(html('`n = 8`')).toBe('<p><code>n = 8</code></p>');
  });
  it('gives equal headings different ids', () => {
    const { sections } = renderMarkdown('## Limits\n\n## Limits', '01-data', onPage());
    expect(sections.map(({ id }) => id)).toEqual(['01-data--limits', '01-data--limits-2']);
  });
  it('lets a wide table scroll by itself', () => {
    expect(html('| a | b |\n| - | - |\n| 1 | 2 |')).toMatch(
      /^<div class="table-scroll[^"]*"><table>.*<\/table><\/div>$/s,
    );
  });
  it('colours code in a known language and escapes it in any', () => {
    expect(html('```ts\nconst a = 1;\n```')).toContain('hljs-keyword');
    expect(html('```unknown\na < b\n```')).toContain('a &lt; b');
  });
});

describe('formulas', () => {
  it('are drawn within a line and on their own, spread over lines too', () => {
    expect(html('Let $T^2$ be.')).toMatch(/^<p>Let <span class="katex">.*be\.<\/p>$/s);
    expect(html('$$\nL = a\n+ b\n$$')).toMatch(/^<div class="formula">.*katex-display/s);
    expect(html('before\n$$L = a$$\nafter')).toMatch(/<p>before<\/p>\s*<div class="formula">/);
  });
  it('keep underscores and stars from markdown', () => {
    expect(html('$a_1 * b_2 * c_3$')).not.toContain('<em>');
  });
  it('are not seen in prices, in code, or behind a backslash', () => {
    expect(html('It costs $5 and $6.')).toBe('<p>It costs $5 and $6.</p>');
    expect(html('`$x$`')).toBe('<p><code>$x$</code></p>');
    expect(html('\\$x$')).toBe('<p>$x$</p>');
  });
  it('that KaTeX cannot read are refused by name', () => {
    expect(() => formulaHtml('\\frac{1', false)).toThrow(/\\frac\{1/);
  });
});
