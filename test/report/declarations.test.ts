import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { compiledLib } from '../../scripts/report/compiled-lib';
import { readNotebook } from '../../scripts/report/notebook-file';

const notebooks = join(projectRoot(), 'notebooks');
const names = readdirSync(notebooks).filter((name) => name.endsWith('.ipynb'));

let lib: string;
beforeAll(async () => {
  lib = await compiledLib();
}, 300_000);

const importsIn = (text: string): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** Modules of lib that a notebook's cells import, as `notebook/show`. */
function importedByCells(name: string): readonly string[] {
  const code = readNotebook(join(notebooks, name)).cells.flatMap((cell) =>
    cell.cell_type === 'code' ? importsIn(cell.source) : [],
  );
  return code.flatMap((path) => (path.startsWith('./lib/') ? [path.slice('./lib/'.length)] : []));
}

/** The ways from modules to packages through declarations, by package. */
function packagesSeen(modules: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const ways = modules.map((module): readonly string[] => [module]);
  const seen = new Set(modules);
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const file = join(lib, `${way.at(-1)}.d.ts`);
    for (const path of importsIn(readFileSync(file, 'utf8'))) {
      const module = path.startsWith('.') ? relative(lib, join(file, '..', path)) : undefined;
      if (module === undefined) found.set(path, way);
      else if (!seen.has(module)) ways.push([...way, module]);
      if (module !== undefined) seen.add(module);
    }
  }
  return found;
}

describe('the declarations that the kernel reads for every cell', () => {
  it.each(names)('%s needs none of TensorFlow, which are 600 files', (name) => {
    const modules = importedByCells(name);
    expect(modules).toContain('notebook/footer');
    const packages = packagesSeen(modules);
    expect(packages.has('zod')).toBe(true); // the way to packages is found
    const tensors = [...packages].filter(([name]) => /^(@tensorflow\/|danfojs)/.test(name));
    expect(tensors).toEqual([]);
  });
});
