import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNotebook } from '../../scripts/report/notebook-file';
import { executeInProcess, expectNoError } from './in-process';
import { notebooksFolder, type SmokeKernel, startSmokeKernel } from './smoke-kernel';

const name = '10-your-own-experiment.ipynb';

let kernel: SmokeKernel;
beforeAll(async () => {
  kernel = await startSmokeKernel();
}, 300_000);
afterAll(() => kernel?.remove());

/** The code of the folded solutions of a cell of text. */
const solutionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<summary>Solution<\/summary>\s+```ts\n([\s\S]*?)```/g)].map(
    ([, code]) => code ?? '',
  );

it('the solutions of the exercises run where a reader would paste them', async () => {
  const { cells } = readNotebook(join(notebooksFolder, name));
  const sources = cells.flatMap(({ cell_type, source }) =>
    cell_type === 'code' ? [source] : [...solutionsIn(source)],
  );
  expect(sources.length).toBeGreaterThan(
    cells.filter((cell) => cell.cell_type === 'code').length + 5,
  );
  const short = sources.map((source) =>
    source
      .replace(
        'epochs: 3, batchSize: 64, limit: { training: 2000,',
        'epochs: 1, limit: { training: 128,',
      )
      .replace('place < 3000', 'place < 300')
      .replace('place < 2400', 'place < 200'),
  );
  const file = join(kernel.folder, 'solutions.ipynb');
  writeFileSync(
    file,
    JSON.stringify({ cells: short.map((source) => ({ cell_type: 'code', source })) }),
  );
  const executed = await executeInProcess(file, kernel.env, kernel.folder);
  expectNoError(file, executed);
  const said = executed
    .map(({ outputs }) => outputs.map(({ text }) => text ?? '').join(''))
    .join('');
  expect(said).toMatch(/found -0\.05\n {2}→ at optimizer\.learningRate/);
  expect(said).toMatch(/\(SeparableConv2D\).*The known layers: Conv2D/);
  expect(said).toMatch(/layer "conv1" has no output of its own here.*take features from "norm1"/);
}, 300_000);
