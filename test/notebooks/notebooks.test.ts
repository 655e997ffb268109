import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/study/project-root';
import { readNotebook } from '../../scripts/report/notebook-file';
import { expectedNotebooks } from './expected-notebooks';
import { executeInProcess, expectNoError } from './in-process';
import { type SmokeRuns, trainSmokeRuns } from './smoke-runs';

const folder = join(projectRoot(), 'notebooks');
const present = readdirSync(folder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => name.slice(0, -'.ipynb'.length))
  .sort();

describe('the notebooks', () => {
  it('are those of the list, no more and no less', () => {
    expect(present).toEqual([...expectedNotebooks].sort());
  });

  it.each(present)('%s begins with a question and ends with what its numbers rest on', (name) => {
    const { cells } = readNotebook(join(folder, `${name}.ipynb`));
    const [first] = cells;
    expect(first?.cell_type).toBe('markdown');
    expect(first?.source.split('\n')[0]).toMatch(/^# .*\?$/);
    expect(cells.at(-1)?.source).toMatch(/footer\(/);
  });

  it.each(present)('%s names no place on this machine, in text, code or outputs', (name) => {
    const text = readFileSync(join(folder, `${name}.ipynb`), 'utf8');
    expect(text).not.toContain(projectRoot());
  });
});

describe.skipIf(present.length === 0)('at smoke scale, in process', () => {
  let runs: SmokeRuns;
  beforeAll(() => {
    runs = trainSmokeRuns();
  }, 300_000);
  afterAll(() => runs?.remove());

  it.concurrent.each(present)(
    '%s runs without an error',
    async (name) => {
      const file = join(folder, `${name}.ipynb`);
      const cells = await executeInProcess(file, runs.env);
      expectNoError(file, cells);
    },
    300_000,
  );
});
