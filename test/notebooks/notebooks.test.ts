import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { readNotebook } from '../../scripts/report/notebook-file';
import { expectedNotebooks } from './expected-notebooks';
import {
  type ExecutedCell,
  expectNoError,
  type InProcessKernel,
  startInProcess,
} from './in-process';
import { notebooksFolder, type SmokeKernel, startSmokeKernel } from './smoke-kernel';

/** The notebook whose exercises have solutions. */
const ownExperiment = '10-your-own-experiment';

const present = readdirSync(notebooksFolder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => name.slice(0, -'.ipynb'.length))
  .sort();

describe('the notebooks', () => {
  it('are those of the list, no more and no less', () => {
    expect(present).toEqual([...expectedNotebooks].sort());
  });

  it.each(present)('%s begins with a question and ends with what its numbers rest on', (name) => {
    const cells = cellsOf(name);
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
  const idle: InProcessKernel[] = [];
  beforeAll(async () => {
    kernel = await startSmokeKernel();
  }, 300_000);
  afterAll(() => {
    for (const { end } of idle) end();
    return kernel?.remove();
  });

  /** In the kernel of a notebook before it: a further one reads the compiler and TensorFlow anew. */
  async function execute(file: string): Promise<readonly ExecutedCell[]> {
    const own = idle.pop() ?? startInProcess(kernel.folder, kernel.env);
    const cells = await own.execute(file);
    // After a failed cell the kernel aborts every further one, which would fail the other notebooks too.
    if (cells.some(({ error }) => error !== undefined)) own.end();
    else idle.push(own);
    return cells;
  }

  it.concurrent.each(present.filter((name) => name !== ownExperiment))(
    '%s runs without an error',
    async (name) => {
      const file = join(notebooksFolder, `${name}.ipynb`);
      expectNoError(file, await execute(file));
    },
    300_000,
  );

  it.concurrent(`${ownExperiment} runs with the solutions of its exercises, where a reader would paste them`, async () => {
    const file = join(kernel.folder, 'solutions.ipynb');
    const cells = withSolutions(ownExperiment).map((source) => ({ cell_type: 'code', source }));
    writeFileSync(file, JSON.stringify({ cells }));
    const executed = await execute(file);
    expectNoError(file, executed);
    const said = executed.flatMap(({ outputs }) => outputs.map(({ text }) => text ?? '')).join('');
    expect(said).toMatch(/found -0\.05\n {2}→ at optimizer\.learningRate/);
    expect(said).toMatch(/\(SeparableConv2D\).*The known layers: Conv2D/);
    expect(said).toMatch(/layer "conv1" has no output of its own here.*take features from "norm1"/);
  }, 300_000);
});

/** A notebook's code with the folded solutions of its texts in their places; on fewer images than the report takes. */
function withSolutions(name: string): readonly string[] {
  const sources = cellsOf(name).flatMap(({ cell_type, source }) =>
    cell_type === 'code' ? [source] : solutionsIn(source),
  );
  expect(sources.length).toBeGreaterThan(codeOf(name).length + 5);
  return sources.map((source) =>
    source
      .replace(
        'epochs: 3, batchSize: 64, limit: { training: 2000, validation: 500, test: 1000 }',
        'epochs: 1, limit: { training: 128, validation: 64, test: 100 }',
      )
      .replace('place < 3000', 'place < 300')
      .replace('place < 2400', 'place < 200'),
  );
}

const solutionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<summary>Solution<\/summary>\s+```ts\n([\s\S]*?)```/g)].map(
    ([, code]) => code ?? '',
  );

const codeOf = (name: string): readonly string[] =>
  cellsOf(name).flatMap(({ cell_type, source }) => (cell_type === 'code' ? [source] : []));

const cellsOf = (name: string) => readNotebook(join(notebooksFolder, `${name}.ipynb`)).cells;
