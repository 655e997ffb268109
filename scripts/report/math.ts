import katex from 'katex';
import type MarkdownIt from 'markdown-it';

/** `$…$` or `$$…$$` within a line: no space inside its dollars, no backslash before them, no digit behind them. */
const INLINE = /(\$\$|\$(?!\$))(?!\s)(.+?)(?<![\\\s])\1(?!\d)/sy;
/** `$$…$$` on lines of its own. */
const BLOCK = /^\s*\$\$((?:(?!\$\$).)*)\$\$[^\S\n]*(?:\n|$)/s;

/**
 * Formulas for markdown-it: `$…$` within a line, `$$…$$` on lines of their own, drawn by KaTeX. "$5 and $6" stays text.
 * @throws when KaTeX does not understand a formula, with the formula
 */
export function addMath(markdown: MarkdownIt.MarkdownIt): void {
  markdown.inline.ruler.after('escape', 'math', (state, silent) => {
    INLINE.lastIndex = state.pos;
    const [all, marker, formula] = INLINE.exec(state.src) ?? [];
    if (all === undefined || formula === undefined) return false;
    state.pos += all.length;
    if (silent) return true;
    Object.assign(state.push('math', 'math', 0), { content: formula, block: marker === '$$' });
    return true;
  });
  markdown.block.ruler.before(
    'paragraph',
    'math_block',
    (state, start, end, silent) => {
      const rest = state.getLines(start, end, state.blkIndent, false);
      const [all, formula] = rest.match(BLOCK) ?? [];
      if (all === undefined || formula === undefined) return false;
      if (silent) return true;
      state.line = start + all.trimEnd().split('\n').length;
      Object.assign(state.push('math', 'math', 0), { content: formula, block: true });
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
