import highlight from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import typescript from 'highlight.js/lib/languages/typescript';
import { escapeHtml } from '../../lib/notebook/html';

highlight.registerLanguage('typescript', typescript); // and ts
highlight.registerLanguage('bash', bash); // and sh

const LONGEST_SUMMARY = 72;

/** Code with its parts marked for colour; plain where the language is not known. */
export function codeHtml(code: string, language: string): string {
  if (highlight.getLanguage(language) === undefined) return escapeHtml(code);
  return highlight.highlight(code, { language }).value;
}

/**
 * A code cell folded to one line that opens in place.
 * @param isHidden whether JupyterLab folds the cell, as it does imports; the page shows it with all code only
 * @param isOpen whether it stands open at first, because the text beside it speaks of its lines
 */
export function codeCellHtml(source: string, { isHidden = false, isOpen = false } = {}): string {
  const code = source.trim();
  const lines = code.split('\n').length;
  const count = lines === 1 ? '1 line' : `${lines} lines`;
  return (
    `<details class="code${isHidden ? ' hidden-code' : ''}"${isOpen ? ' open' : ''}>` +
    `<summary class="code-title"><span class="count">${count}:</span> ${escapeHtml(codeSummary(code))}</summary>` +
    `<pre><code>${codeHtml(code, 'typescript')}</code></pre></details>`
  );
}

/** What a cell does, in one line: its first comment, else what it imports, else its first statement. */
export function codeSummary(code: string): string {
  const lines = code.split('\n').map((line) => line.trim());
  const comment = lines.find((line) => line.startsWith('//'));
  if (comment !== undefined) return shortened(comment.replace(/^\/\/\s*/, ''));
  const imported = [...code.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim().split(/\s+/).at(-1)) // of `type A` and `B as A`, A
    .filter(Boolean);
  if (imported.length > 0) return shortened(`import ${imported.join(', ')}`);
  return shortened(lines.find((line) => line !== '') ?? '');
}

/** Cut between words. */
function shortened(text: string): string {
  if (text.length <= LONGEST_SUMMARY) return text;
  return `${text.slice(0, LONGEST_SUMMARY).replace(/,?\s\S*$/, '')} …`;
}
