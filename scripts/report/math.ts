import katex from 'katex';
import type MarkdownIt from 'markdown-it';

/**
 * Formulas for markdown-it: `$…$` within a line, `$$…$$` on lines of their own, drawn by KaTeX.
 *
 * A dollar opens a formula when no space follows it, and closes one when no space stands before it and
 * no digit after it, so that "$5 and $6" stays text.
 * @throws when KaTeX does not understand a formula, with the formula
 */
export function addMath(markdown: MarkdownIt.MarkdownIt): void {
  markdown.inline.ruler.after('escape', 'math', (state, silent) => {
    const marker = state.src.startsWith('$$', state.pos) ? '$$' : '$';
    if (!state.src.startsWith(marker, state.pos)) return false;
    const start = state.pos + marker.length;
    const end = closing(state.src, start, marker);
    if (end === undefined) return false;
    if (!silent) {
      const token = state.push('math', 'math', 0);
      token.content = state.src.slice(start, end);
      token.block = marker === '$$';
    }
    state.pos = end + marker.length;
    return true;
  });
  markdown.block.ruler.before(
    'paragraph',
    'math_block',
    (state, startLine, endLine, silent) => {
      const line = (index: number) =>
        state.src.slice(
          (state.bMarks[index] ?? 0) + (state.tShift[index] ?? 0),
          state.eMarks[index],
        );
      if (!line(startLine).startsWith('$$')) return false;
      let last = startLine;
      let content = line(startLine).slice(2);
      while (!content.trimEnd().endsWith('$$')) {
        last += 1;
        if (last >= endLine) return false;
        content += `\n${line(last)}`;
      }
      const formula = content.trimEnd().slice(0, -2);
      if (formula.includes('$$')) return false;
      if (silent) return true;
      const token = state.push('math', 'math', 0);
      token.block = true;
      token.content = formula;
      token.map = [startLine, last + 1];
      state.line = last + 1;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
  markdown.renderer.rules.math = (tokens, index) => {
    const token = tokens[index];
    return token === undefined ? '' : formulaHtml(token.content.trim(), token.block);
  };
}

/** A formula as HTML and MathML; `display` sets it on a line of its own. */
export function formulaHtml(tex: string, display: boolean): string {
  try {
    const html = katex.renderToString(tex, { displayMode: display, strict: 'ignore' });
    return display ? `<div class="formula">${html}</div>` : html;
  } catch (error) {
    throw new Error(`KaTeX cannot read the formula ${tex}\n${String(error)}`);
  }
}

function closing(source: string, start: number, marker: string): number | undefined {
  if (/^(\s|$)/.test(source.slice(start, start + 1))) return undefined;
  for (
    let end = source.indexOf(marker, start + 1);
    end > 0;
    end = source.indexOf(marker, end + 1)
  ) {
    const before = source[end - 1] ?? ' ';
    const after = source[end + marker.length] ?? '';
    if (before !== '\\' && !/\s/.test(before) && !/\d/.test(after)) return end;
  }
  return undefined;
}
