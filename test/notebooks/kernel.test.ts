import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../../scripts/report/build-report';
import { executeNotebooks } from '../../scripts/report/execute-notebooks';
import { allShown, readNotebook } from '../../scripts/report/notebook-file';
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
    expect(
      allShown(readNotebook(copies.get(trial.notebook) ?? '')).map(({ kind }) => kind),
    ).toEqual(['figure', 'table', 'markdown', 'html', 'html']);
  }, 180_000);

  it('shows the source of a cell that fails, and with `commit` keeps the notebooks that ran', async () => {
    const notebook = JSON.parse(readFileSync(trial.notebook, 'utf8'));
    notebook.cells[2].source = ["throw new Error('the teacher is late');"];
    const failing = join(trial.folder, 'failing.ipynb');
    const text = JSON.stringify(notebook);
    writeFileSync(failing, text);
    const output = join(temporary, 'report');
    mkdirSync(output);
    const made = buildReport({
      notebooks: [trial.notebook, failing],
      output,
      shareLogits: async () => undefined,
      env: trialEnvironment,
      commit: true,
      step: (_, work) => work(() => {}),
    });
    await expect(made).rejects.toThrow(
      /failing, code cell 1 of 5 failed:[\s\S]*throw new Error[\s\S]*Error: the teacher/,
    );
    expect(readFileSync(failing, 'utf8')).toBe(text);
    const [figure] = allShown(readNotebook(trial.notebook));
    expect(figure?.kind).toBe('figure');
    expect(readdirSync(join(output, 'figures')).length).toBeGreaterThan(0);
  }, 180_000);
});
