import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';

const root = projectRoot();
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'readme-'));
const environment = { ...process.env, REPORT_SCALE: 'smoke', REPORT_RUNS: join(folder, 'runs') };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a TypeScript program from the project's folder at smoke scale. */
function runProgram(file: string, ...args: string[]): string {
  const options = { cwd: root, env: environment, encoding: 'utf8' } as const;
  const result = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], options);
  expect(result.status, result.stderr).toBe(0);
  return result.stdout;
}

/** The README's examples, each as a program. */
function examples(): string[] {
  const found = [...readme.matchAll(/<!-- test: runs -->\n```ts\n([\s\S]*?)```/g)];
  return found.map(([, code], index) => {
    const file = join(folder, `example-${index}.ts`);
    writeFileSync(file, (code ?? '').replaceAll("'./lib/", `'${root}/lib/`));
    return file;
  });
}

describe('the README', () => {
  beforeAll(() => {
    for (const name of ['teacher-original', 'student-distilled'])
      runProgram('scripts/train.ts', name);
  });

  it('has an experiment that trains two students and compares them', () => {
    expect(runProgram(examples()[0] as string)).toMatch(/Hinton 0\.\d+, matched logits 0\.\d+/);
  });

  it('has a program that classifies a picture', () => {
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, PNG.sync.write(new PNG({ width: 64, height: 48 })));
    expect(runProgram(examples()[1] as string, picture)).toMatch(/className: 'airplane'/);
  });

  it('names every package that package.json asks for', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      expect(readme).toMatch(new RegExp(`^\\|.*${name}.*\\|`, 'm'));
    }
  });

  it('links only to files that are there', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#]+)\)/g)) {
      expect(existsSync(join(root, target as string)), target).toBe(true);
    }
  });
});
