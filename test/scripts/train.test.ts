import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { studentAlone } from '../../lib/studies/original';
import { requireGiven } from '../../scripts/cli/given';
import { recipeOf } from '../../scripts/cli/recipe-argument';
import { runsOf } from '../../scripts/cli/runs-argument';
import { seedOf } from '../../scripts/cli/seed';
import { braceProblem } from '../../scripts/setup/plain-path.mjs';
import { requirePlainPaths } from '../../scripts/sweep/folder';
import { recipeList } from '../../scripts/train/recipe-list';

const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('the recipe that a command is given', () => {
  it('is found by name, or read from a file that ends in .json and gives it its name', () => {
    expect(recipeOf('student-alone')).toBe(studentAlone);
    const { name: _, ...fields } = studentAlone;
    const file = write('my-student.json', JSON.stringify(fields));
    expect(recipeOf(file)).toEqual({ ...studentAlone, name: 'my-student' });
  });
  it('is refused with the file and the field that is wrong', () => {
    const file = write('wrong.json', JSON.stringify({ ...studentAlone, model: 'studnt' }));
    expect(() => recipeOf(file)).toThrow(/wrong\.json: Recipe refused[\s\S]*model/);
    expect(() => recipeOf(write('cut.json', '{"name": '))).toThrow(/cut\.json is no JSON/);
    expect(() => recipeOf(write('list.json', '[]'))).toThrow(/expected an object/);
    expect(() => recipeOf(join(folder, 'none.json'))).toThrow(
      /none\.json cannot be read \(ENOENT\)/,
    );
  });
});

describe('--list', () => {
  it('has every recipe once, with what it minimises', () => {
    const lines = recipeList().split('\n');
    expect(lines.filter((line) => / student-distilled /.test(line))).toEqual([
      expect.stringContaining('0.7 · KL at T = 4 + 0.3 · cross-entropy'),
    ]);
    expect(lines.filter((line) => / student-alone /.test(line))).toHaveLength(1);
  });
  it('is printed by the command, which trains nothing', () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/train.ts', '--list'],
      { cwd: projectRoot(), encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stdout).toContain(recipeList());
  });
});

describe('--seed', () => {
  it('is a whole number below 2^32; anything else is refused', () => {
    expect(seedOf('12')).toBe(12);
    for (const text of ['', '-1', '1.5', 'one', '4294967296']) {
      expect(() => seedOf(text)).toThrow(/--seed: expected a whole number/);
    }
  });
});

describe('--runs', () => {
  it('is a folder; an empty one is refused', () => {
    expect(runsOf('elsewhere')).toBe('elsewhere');
    expect(() => runsOf('')).toThrow(/--runs: expected a folder, got ""/);
  });
});

it('a sweep is refused at once in a folder with braces, which Snakemake would fill in', () => {
  expect(() => requirePlainPaths(['/a/b'])).not.toThrow();
  expect(() => requirePlainPaths(['/a', '/a/{b}'])).toThrow(/^\/a\/\{b\} has a brace.*rename/);
});

it('set-up for sweeps is refused there, too, before anything is installed', async () => {
  expect(braceProblem(['/a/b'])).toBeUndefined();
  expect(braceProblem(['/a/{x}'])).toMatch(
    /^\/a\/\{x\} has a brace in its path.*rename that folder/,
  );
  const setup = readFileSync(join(projectRoot(), 'scripts', 'setup.mjs'), 'utf8');
  expect(setup).toMatch(/options\.sweep \? braceProblem\(\[root\]\)/);
});

describe('an option with an empty value', () => {
  it('is refused by its name', () => {
    expect(() => requireGiven({ keep: '', seed: '0', list: false })).toThrow(
      '--keep: expected a value, got ""; leave the option out for its default.',
    );
    expect(() => requireGiven({ keep: undefined, seed: '0' })).not.toThrow();
  });
  it('is looked for by every command that takes values', () => {
    const names = readdirSync(join(projectRoot(), 'scripts'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join('scripts', name));
    const files = [...names, 'scripts/sweep/order.ts', 'bench/settings.ts'];
    const taking = files.filter((file) => /type: 'string'/.test(source(file)));
    expect(taking.length).toBeGreaterThanOrEqual(7);
    expect(
      taking.filter((file) => !/requireGiven\(values\)|^command\(/m.test(source(file))),
    ).toEqual([]);
  });
});

function source(file: string): string {
  return readFileSync(join(projectRoot(), file), 'utf8');
}
