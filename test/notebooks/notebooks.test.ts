import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { readNotebook } from '../../scripts/report/notebook-file';
import { expectedNotebooks } from './expected-notebooks';
import { executeInProcess, expectNoError } from './in-process';
import { notebooksFolder, type SmokeKernel, startSmokeKernel } from './smoke-kernel';
import { trialFolder } from './trial';

const present = readdirSync(notebooksFolder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => name.slice(0, -'.ipynb'.length))
  .sort();

describe('the notebooks', () => {
  it('are those of the list, no more and no less', () => {
    expect(present).toEqual([...expectedNotebooks].sort());
  });

  it.each(present)('%s begins with a question and ends with what its numbers rest on', (name) => {
    const { cells } = readNotebook(join(notebooksFolder, `${name}.ipynb`));
    const [first] = cells;
    expect(first?.cell_type).toBe('markdown');
    expect(first?.source.split('\n')[0]).toMatch(/^# .*\?$/);
    expect(cells.at(-1)?.source).toMatch(/footer\(/);
  });

  it.each(present)('%s names no place on this machine, in text, code or outputs', (name) => {
    const text = readFileSync(join(notebooksFolder, `${name}.ipynb`), 'utf8');
    expect(text).not.toContain(projectRoot());
  });
});

describe.skipIf(present.length === 0)('at smoke scale, in process', () => {
  let kernel: SmokeKernel;
  beforeAll(async () => {
    kernel = await startSmokeKernel();
  }, 300_000);
  afterAll(() => kernel?.remove());

  it.concurrent.each(present)(
    '%s runs without an error',
    async (name) => {
      const file = join(notebooksFolder, `${name}.ipynb`);
      const cells = await executeInProcess(file, kernel.env, kernel.folder);
      expectNoError(file, cells);
    },
    300_000,
  );
});

describe('in JupyterLab, where lib is TypeScript', () => {
  it('every import of every notebook compiles and loads', async () => {
    const trial = trialFolder();
    try {
      const cells = present.map((name) => ({ cell_type: 'code', source: importsOf(name) }));
      writeFileSync(trial.notebook, JSON.stringify({ cells }));
      const executed = await executeInProcess(trial.notebook);
      expectNoError('the imports', executed);
      expect(executed).toHaveLength(present.length);
    } finally {
      trial.remove();
    }
  }, 300_000);
});

function importsOf(name: string): string {
  const { cells } = readNotebook(join(notebooksFolder, `${name}.ipynb`));
  const code = cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.source] : []));
  return (code.join('\n').match(/^import [^;]*;/gm) ?? []).join('\n');
}
