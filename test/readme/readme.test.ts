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

/** A TypeScript program and the arguments after its name. */
type Program = readonly [file: string, ...args: string[]];

/**
 * Runs programs from the project's folder at smoke scale, the next one when nothing is left to do for the
 * one before, all in one process: TensorFlow and lib are loaded once.
 * @returns what each of them said
 */
function runAll(programs: readonly Program[]): readonly string[] {
  const runner = join(root, 'test', 'readme', 'one-after-another.ts');
  const options = { cwd: root, env: environment, encoding: 'utf8' } as const;
  const node = ['--import', 'tsx', runner, JSON.stringify(programs), NEXT];
  const result = spawnSync(process.execPath, node, options);
  expect(result.status, result.stderr).toBe(0);
  return result.stdout.split(`${NEXT}\n`).slice(1);
}

/** What is printed before a program runs. */
const NEXT = '--- next program ---';

/** The one example of the README that holds a text, as a file. */
function exampleWith(text: string): string {
  const found = [...readme.matchAll(/<!-- test: runs -->\n```ts\n([\s\S]*?)```/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => code.includes(text));
  expect(found).toHaveLength(1);
  const file = join(folder, `example-${text.replace(/\W/g, '')}.ts`);
  writeFileSync(file, (found[0] ?? '').replaceAll("'./lib/", `'${root}/lib/`));
  return file;
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
  const training = join(root, 'scripts', 'train.ts');
  const picture = join(folder, 'picture.png');
  const examples: Readonly<Record<string, Program>> = {
    'a loss with features and weights of its own': [exampleWith('matchFeatures')],
    'a student of a reader’s own': [exampleWith('five-blocks')],
    'a folder of five classes, which it describes in a line': [
      exampleWith('imageFolder'),
      pictureFolder(),
    ],
    'a teacher of a reader’s own': [exampleWith("name: 'wide'")],
    'label smoothing': [exampleWith('smoothing: 0.1')],
    'a program that classifies a picture': [exampleWith('classifyPicture'), picture],
  };
  let said: Readonly<Record<string, string | undefined>> = {};
  beforeAll(() => {
    writeFileSync(picture, PNG.sync.write(new PNG({ width: 64, height: 48 })));
    const names = Object.keys(examples);
    const runs = ['teacher-original', 'student-distilled'].map((name) => [training, name] as const);
    const all = runAll([...runs, ...Object.values(examples)]);
    said = Object.fromEntries(names.map((name, at) => [name, all[runs.length + at]]));
  });

  it.each([
    ['a loss with features and weights of its own', /Hinton 0\.\d+, with matched features 0\.\d+/],
    ['a student of a reader’s own', /five blocks 0\.\d+/],
    ['a folder of five classes, which it describes in a line', /^5 classes .*\nown images \d/m],
    ['a teacher of a reader’s own', /teacher 0\.\d+, its student 0\.\d+/],
    ['label smoothing', /label smoothing 0\.\d+/],
    ['a program that classifies a picture', /className: 'airplane'/],
  ])('has %s', (name, expected) => {
    expect(said[name]).toMatch(expected);
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
