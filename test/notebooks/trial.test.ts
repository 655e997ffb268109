import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLOTLY } from '../../lib/notebook/mime-types';
import { type ExecutedCell, executeInProcess, expectNoError } from './in-process';
import { type TrialFolder, trialEnvironment, trialFolder } from './trial';

describe('executeInProcess', () => {
  let trial: TrialFolder;
  let cells: readonly ExecutedCell[];
  beforeAll(async () => {
    trial = trialFolder();
    cells = await executeInProcess(trial.notebook, trialEnvironment);
  });
  afterAll(() => trial?.remove());

  it('runs every cell of the trial notebook', () => {
    expectNoError(trial.notebook, cells);
    expect(cells).toHaveLength(5);
  });

  it('gives outputs by cell: figure, table, text, tick, footer', () => {
    const formats = cells.map(({ outputs }) =>
      outputs.map(({ data = {} }) => Object.keys(data)[0]),
    );
    expect(formats).toEqual([
      [],
      [PLOTLY],
      ['text/html', 'text/markdown'],
      ['text/html'],
      ['text/html'],
    ]);
    expect(cells[1]?.outputs[0]?.data?.['image/png']).toMatch(/^iVBOR/);
  });

  it('prints nothing, so that notebooks stay free of noise', () => {
    const streams = cells.flatMap(({ outputs }) =>
      outputs.filter(({ output_type }) => output_type === 'stream'),
    );
    expect(streams).toEqual([]);
  });
});

describe('executeInProcess, with a cell that fails', () => {
  const failing = async (source: string): Promise<readonly ExecutedCell[]> => {
    const trial = trialFolder();
    try {
      const notebook = JSON.parse(readFileSync(trial.notebook, 'utf8'));
      notebook.cells = [
        { cell_type: 'code', source: 'const one = 1;' },
        { cell_type: 'code', source },
        { cell_type: 'code', source: 'const never = 2;' },
      ];
      writeFileSync(trial.notebook, JSON.stringify(notebook));
      return await executeInProcess(trial.notebook);
    } finally {
      trial.remove();
    }
  };

  it('stops there with what an exception said', async () => {
    const cells = await failing("throw new Error('the teacher is late');");
    expect(cells).toHaveLength(2);
    expect(cells[1]?.error).toContain('the teacher is late');
    expect(() => expectNoError('trial', cells)).toThrow(/cell 2[\s\S]*the teacher is late/);
  });

  it('stops there with what the compiler said', async () => {
    const cells = await failing('const count: number = "three";');
    expect(cells[1]?.error).toContain("Type 'string' is not assignable to type 'number'");
  });
});
