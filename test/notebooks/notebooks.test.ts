import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURE_SERVICE } from '../../lib/pictures/figure-png';
import { projectRoot } from '../../lib/store/project-root';
import { compiledLib } from '../../scripts/report/compiled-lib';
import { type KernelFolder, kernelFolder } from '../../scripts/report/kernel-folder';
import { readNotebook } from '../../scripts/report/notebook-file';
import { type PictureProcess, startPictureProcess } from '../../scripts/report/picture-process';
import { expectedNotebooks } from './expected-notebooks';
import { executeInProcess, expectNoError } from './in-process';
import { type SmokeRuns, trainSmokeRuns } from './smoke-runs';
import { trialFolder } from './trial';

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
  let kernel: KernelFolder;
  let pictures: PictureProcess;
  beforeAll(async () => {
    runs = trainSmokeRuns();
    const lib = await compiledLib();
    kernel = kernelFolder(folder, lib);
    pictures = await startPictureProcess(lib);
  }, 300_000);
  afterAll(async () => {
    runs?.remove();
    kernel?.remove();
    await pictures?.end();
  });

  it.concurrent.each(present)(
    '%s runs without an error',
    async (name) => {
      const file = join(folder, `${name}.ipynb`);
      const env = { ...runs.env, [PICTURE_SERVICE]: pictures.address };
      const cells = await executeInProcess(file, env, kernel.folder);
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
  const { cells } = readNotebook(join(folder, `${name}.ipynb`));
  const code = cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.source] : []));
  return (code.join('\n').match(/^import [^;]*;/gm) ?? []).join('\n');
}
