import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { compiledLib, sourcePlaces } from '../../scripts/report/compiled-lib';

/** A project whose lib is one small file, and where its compiled states go. */
let root: string;
let store: string;

/** The project's own, without the types of Node, which take most of the time. */
const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'commonjs',
  strict: true,
  noEmit: true,
  types: [],
};

const write = (text: string) => writeFileSync(join(root, 'lib', 'room', 'half.ts'), text);

const half = `/** Half of a number. */
export function half(value: number): number {
  if (value % 2 !== 0) {
    throw new Error('odd');
  }
  return value / 2;
}
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compiled-lib-'));
  store = join(root, '.cache', 'lib');
  for (const file of ['tsconfig.tslab.json', 'package-lock.json']) {
    cpSync(join(projectRoot(), file), join(root, file));
  }
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  symlinkSync(join(projectRoot(), 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'lib', 'room'), { recursive: true });
  write(half);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('compiledLib', () => {
  it('gives JavaScript that runs and declarations without bodies', async () => {
    const folder = await compiledLib(root);
    expect(require(join(folder, 'room', 'half.js')).half(6)).toBe(3);
    const declarations = readFileSync(join(folder, 'room', 'half.d.ts'), 'utf8');
    expect(declarations).toContain('export declare function half(value: number): number;');
    expect(declarations).not.toContain('throw');
  });

  it('compiles each state once, and finds an earlier one again', async () => {
    const first = await compiledLib(root);
    const mark = join(first, 'mark');
    writeFileSync(mark, '');
    expect(await compiledLib(root)).toBe(first);
    write(half.replace('value / 2', 'value * 0.5'));
    const second = await compiledLib(root);
    expect(second).not.toBe(first);
    write(half);
    expect(await compiledLib(root)).toBe(first);
    expect(existsSync(mark)).toBe(true);
  });

  it('compiles once for two who ask at the same time', async () => {
    const [one, other] = await Promise.all([compiledLib(root), compiledLib(root)]);
    expect(other).toBe(one);
    expect(readdirSync(store)).toEqual([basename(one)]);
  });

  it('keeps four states, those last used', async () => {
    ['a', 'b', 'c', 'd'].forEach((name, age) => {
      mkdirSync(join(store, name), { recursive: true });
      utimesSync(join(store, name), 1_000 - age, 1_000 - age); // d was used longest ago
    });
    const folder = await compiledLib(root);
    expect(readdirSync(store).sort()).toEqual([basename(folder), 'a', 'b', 'c'].sort());
  });

  it('refuses with the place and what the compiler said, and leaves nothing', async () => {
    write(half.replace('return value / 2', "return 'half'"));
    await expect(compiledLib(root)).rejects.toThrow(
      /lib does not compile[\s\S]*lib\/room\/half\.ts\(6,3\): error TS2322: Type 'string'/,
    );
    expect(readdirSync(store)).toEqual([]);
  });
});

describe('sourcePlaces', () => {
  it('names the TypeScript line where an error was thrown', async () => {
    const folder = await compiledLib(root);
    const thrown = (): string => {
      try {
        return String(require(join(folder, 'room', 'half.js')).half(3));
      } catch (error) {
        return (error as Error).stack ?? '';
      }
    };
    expect(thrown()).toContain(`${folder}/room/half.js:`);
    expect(sourcePlaces(thrown(), folder)).toMatch(
      /Error: odd\n +at (?:Object\.)?half \(lib\/room\/half\.ts:4:11\)/,
    );
    expect(sourcePlaces(thrown(), folder)).not.toContain(root);
  });

  it('names the line alone where no column is told', async () => {
    const folder = await compiledLib(root);
    const compiled = readFileSync(join(folder, 'room', 'half.js'), 'utf8').split('\n');
    const line = compiled.findIndex((text) => text.includes('throw')) + 1;
    expect(sourcePlaces(`${folder}/room/half.js:${line}\n`, folder)).toBe('lib/room/half.ts:4\n');
  });

  it('leaves other places alone', async () => {
    const folder = await compiledLib(root);
    const text =
      'at Object.<anonymous> (/elsewhere/room/half.js:3:4)\nat evalmachine.<anonymous>:2:7';
    expect(sourcePlaces(text, folder)).toBe(text);
  });
});
