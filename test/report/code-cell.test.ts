import { describe, expect, it } from 'vitest';
import { codeCellHtml, codeSummary } from '../../scripts/report/code-cell';

describe('codeSummary', () => {
  it('is the first comment', () => {
    expect(codeSummary('const a = 1;\n// load the teacher\n// and more')).toBe('load the teacher');
  });
  it('is what is imported where there is no comment', () => {
    expect(
      codeSummary("import { a, type B } from './lib/x';\nimport type { C } from './lib/y';\na();"),
    ).toBe('import a, B, C');
  });
  it('is the first statement otherwise', () => {
    expect(codeSummary('\nfooter(runs);')).toBe('footer(runs);');
  });
  it('is cut between words', () => {
    const summary = codeSummary(`// ${'word '.repeat(40)}`);
    expect(summary.length).toBeLessThan(76);
    expect(summary).toMatch(/word …$/);
  });
});

describe('codeCellHtml', () => {
  it('folds the code under its count of lines and summary', () => {
    const html = codeCellHtml('// show\nif (a < b) c();\n');
    expect(html).toMatch(
      /^<details class="code"><summary[^>]*><span class="count">2 lines:<\/span> show</,
    );
    expect(html).toContain('(a &lt; b)');
  });
  it('leaves open what the text speaks of', () => {
    expect(codeCellHtml('step();', { isOpen: true })).toMatch(/^<details class="code" open>/);
  });
});
