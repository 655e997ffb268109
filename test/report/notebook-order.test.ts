import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { notebookOrder } from '../../scripts/report/notebook-choice';

const folder = mkdtempSync(join(tmpdir(), 'notebook-order-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebook = (name: string, code: readonly (string | string[])[], text = '') => {
  const cells = [
    { cell_type: 'markdown', source: text },
    ...code.map((source) => ({ cell_type: 'code', source, outputs: [] })),
  ];
  const file = join(folder, `${name}.ipynb`);
  writeFileSync(file, JSON.stringify({ nbformat: 4, cells }));
  return file;
};

describe('notebookOrder', () => {
  const short = notebook('short', ['await reportResults();']);
  const long = notebook('long', [['const a = 1;\n', 'await recomputedLogits(run);'], '1', '2']);
  const data = notebook('data', ['loadCifar10();', '1'], 'unlike `reportResults` in the others');
  const study = notebook('study', ['studyData();', '1', '2', '3']);

  it('lets those go first that ask for no logits, whatever their text says', () => {
    const { early, late } = notebookOrder([short, data]);
    expect(early).toEqual([data]);
    expect(late).toEqual([short]);
  });

  it('puts those with the most code cells first in both groups', () => {
    const { early, late } = notebookOrder([short, data, long, study]);
    expect(early).toEqual([study, data]);
    expect(late).toEqual([long, short]);
  });
});
