import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Runs the one example of the README that holds a text. */
function runExample(text: string, ...args: string[]): string {
  const found = [...readme.matchAll(/<!-- test: runs -->\n```ts\n([\s\S]*?)```/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => code.includes(text));
  expect(found).toHaveLength(1);
  const file = join(folder, `example-${text.replace(/\W/g, '')}.ts`);
  writeFileSync(file, (found[0] ?? '').replaceAll("'./lib/", `'${root}/lib/`));
  return runProgram(file, ...args);
}

/** Ten training and two test pictures of one colour each, in five classes. */
function pictureFolder(): string {
  const root = join(folder, 'pictures');
  ['blue', 'green', 'grey', 'red', 'white'].forEach((name, hue) => {
    for (const [part, count] of [
      ['train', 10],
      ['test', 2],
    ] as const) {
      mkdirSync(join(root, part, name), { recursive: true });
      for (let picture = 0; picture < count; picture++) {
        const png = new PNG({ width: 40, height: 32 });
        png.data.forEach((_, at) => {
          png.data[at] = at % 4 === 3 ? 255 : 40 * hue + 9 * (at % 4) + picture;
        });
        writeFileSync(join(root, part, name, `${picture}.png`), PNG.sync.write(png));
      }
    }
  });
  return root;
}

describe('the README', () => {
  beforeAll(() => {
    for (const name of ['teacher-original', 'student-distilled'])
      runProgram('scripts/train.ts', name);
  });

  it('has a loss with features and weights of its own', () => {
    expect(runExample('matchFeatures')).toMatch(/Hinton 0\.\d+, with matched features 0\.\d+/);
  });

  it('has a student of a reader’s own', () => {
    expect(runExample('five-blocks')).toMatch(/five blocks 0\.\d+/);
  });

  it('trains on a folder of five classes, which it describes in a line', () => {
    expect(runExample('imageFolder', pictureFolder())).toMatch(/^5 classes .*\nown images \d/m);
  });

  it('has a teacher of a reader’s own', () => {
    expect(runExample("name: 'wide'")).toMatch(/teacher 0\.\d+, its student 0\.\d+/);
  });

  it('has label smoothing', () => {
    expect(runExample('smoothing: 0.1')).toMatch(/label smoothing 0\.\d+/);
  });

  it('has a program that classifies a picture', () => {
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, PNG.sync.write(new PNG({ width: 64, height: 48 })));
    expect(runExample('classifyPicture', picture)).toMatch(/className: 'airplane'/);
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
