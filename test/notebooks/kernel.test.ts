import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeNotebooks } from '../../scripts/report/execute-notebooks';
import { readNotebook } from '../../scripts/report/notebook-file';
import { allShown } from '../../scripts/report/outputs';
import { type TrialFolder, trialEnvironment, trialFolder } from './trial';

const temporary = mkdtempSync(join(tmpdir(), 'kernel-test-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('executeNotebooks, through the real tslab kernel', () => {
  let trial: TrialFolder;
  beforeAll(() => {
    trial = trialFolder();
  });
  afterAll(() => trial?.remove());

  it('executes a copy of the trial notebook and leaves the notebook alone', async () => {
    const before = readFileSync(trial.notebook, 'utf8');
    const cells: (string | undefined)[] = [];
    const { copies } = await executeNotebooks([trial.notebook], {
      folder: join(temporary, 'trial'),
      env: trialEnvironment,
      onProgress: (what, at) => {
        if (what === 'trial') cells.push(at);
      },
    });
    expect(cells).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5', undefined]);
    expect(readFileSync(trial.notebook, 'utf8')).toBe(before);
    expect(allShown(readNotebook(copies[0] ?? '')).map(({ kind }) => kind)).toEqual([
      'figure',
      'table',
      'markdown',
      'html',
      'html',
    ]);
  }, 180_000);

  it('shows the source of a cell that fails and what it said', async () => {
    const notebook = JSON.parse(readFileSync(trial.notebook, 'utf8'));
    notebook.cells[2].source = ["throw new Error('the teacher is late');"];
    const file = join(trial.folder, 'failing.ipynb');
    writeFileSync(file, JSON.stringify(notebook));
    const { copies, failure } = await executeNotebooks([file], {
      folder: join(temporary, 'failing'),
      env: trialEnvironment,
    });
    expect(copies).toEqual([]);
    expect(failure?.message).toMatch(
      /failing, code cell 1 of 5 failed:[\s\S]*throw new Error[\s\S]*Error: the teacher/,
    );
  }, 180_000);
});
