import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { runId } from '../../lib/recipes/run-id';
import { listRuns, runsFolder } from '../../lib/store/run-store';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import { loadModel } from '../../lib/training/model-files';

const store = runsFolder();
const runs = mkdtempSync(join(tmpdir(), 'models-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

const [teacher, alone, distilled] = [teacherOriginal, studentAlone, studentDistilled].map(
  (recipe) => runId(recipe, 0),
) as [string, string, string];
const weights = join(runs, distilled, 'weights.bin');
const json = join(runs, distilled, 'model.json');
const recorded = 'a4f3b5ef70c14282eb957b27e5a518719534ff459b83f809000b8062f8f478c9';
const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 7\n';

/** Rejects with a sentence that says all of this. */
async function expectRefusal(...parts: readonly string[]): Promise<void> {
  const { numTensors } = tf.memory();
  const error: unknown = await loadModel(distilled, runs).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('it was loaded');
  for (const part of parts) expect(error.message).toContain(part);
  expect(error.message.split('\n')).toHaveLength(1);
  expect(tf.memory().numTensors).toBe(numTensors);
}

function remedies(file: string): readonly string[] {
  return [`git checkout -- ${file}`, `npm run reproduce -- ${distilled} --keep <folder>`];
}

beforeEach(() => {
  cpSync(join(store, distilled), join(runs, distilled), { recursive: true });
});

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

describe('loadModel', () => {
  it('loads every model of the store', async () => {
    for (const id of [teacher, alone, distilled]) {
      expect(listRuns()).toContain(id);
      (await loadModel(id)).dispose();
    }
  });

  it('refuses weights of which one bit is flipped, first byte to last', async () => {
    const whole = readFileSync(weights);
    for (const place of [0, 200_000, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      writeFileSync(weights, bytes);
      await expectRefusal(
        `${weights} holds other weights: expected SHA-256 ${recorded}`,
        ...remedies(weights),
      );
    }
  });

  it("refuses another run's weights, with both checksums", async () => {
    cpSync(join(store, alone, 'weights.bin'), weights);
    await expectRefusal(
      `expected SHA-256 ${recorded} as in run.json, found `,
      '5ff5e414e8cffc7bc2ddacb3b58e86c62d223470e6bc3f2b75dee2859f7f26aa',
      ...remedies(weights),
    );
  });

  it('refuses weights that are cut, and those of the larger teacher, with both sizes', async () => {
    const { length } = readFileSync(weights);
    for (const cut of [1, 4, 100_000, length]) {
      cpSync(join(store, distilled, 'weights.bin'), weights);
      truncateSync(weights, length - cut);
      await expectRefusal(
        `${weights} has ${length - cut} bytes, expected ${length} `,
        ...remedies(weights),
      );
    }
    cpSync(join(store, teacher, 'weights.bin'), weights);
    const { length: larger } = readFileSync(weights);
    await expectRefusal(`${weights} has ${larger} bytes, expected ${length} `);
  });

  it("refuses the teacher's model under a student's id", async () => {
    for (const name of ['model.json', 'weights.bin']) {
      cpSync(join(store, teacher, name), join(runs, distilled, name));
    }
    await expectRefusal(
      `${json} describes another model: expected 106826 parameters`,
      ...remedies(json),
    );
  });

  it('refuses layers of other settings that take the same weights', async () => {
    change(json, (text) => text.replace('"activation":"relu"', '"activation":"elu"'));
    await expectRefusal(`${json} describes other layers`, ...remedies(json));
  });

  it('refuses a model.json that is cut, no model, or of unknown layers', async () => {
    change(json, (text) => text.slice(0, 1000));
    await expectRefusal(`${json} is no JSON`, ...remedies(json));
    writeFileSync(json, '{"id": 7}');
    await expectRefusal(`${json} is no model`, ...remedies(json));
    cpSync(join(store, distilled, 'model.json'), json);
    change(json, (text) => text.replace('"Conv2D"', '"Conv2E"'));
    await expectRefusal(`${json} describes no model that can be built (`, ...remedies(json));
  });

  it('says of pointers of Git LFS how to fetch what they stand for', async () => {
    for (const name of ['weights.bin', 'model.json', 'run.json']) {
      const file = join(runs, distilled, name);
      writeFileSync(file, pointer);
      await expectRefusal(
        `${file} is a Git LFS pointer of ${pointer.length} bytes`,
        'git lfs pull',
      );
    }
  });

  it('says of weights that were deleted that git has them, or how to make them again', async () => {
    rmSync(weights);
    await expectRefusal(
      `${weights} is missing`,
      `git checkout -- ${join(runs, distilled)}`,
      `npm run reproduce -- ${distilled} --keep <folder>`,
    );
  });

  it('names a folder that stands in the place of a file', async () => {
    for (const file of [weights, json]) {
      rmSync(file);
      mkdirSync(file);
      await expectRefusal(`${file} is a folder, expected a file; move away the folder`);
      rmSync(file, { recursive: true });
      cpSync(join(store, distilled), join(runs, distilled), { recursive: true });
    }
  });

  it('does not load weights without the record that would tell whether they are whole', async () => {
    rmSync(join(runs, distilled, 'run.json'));
    await expectRefusal(
      `${join(runs, distilled, 'run.json')} is missing. Train it with: npm run train -- student-distilled --seed 0 --runs ${runs}`,
    );
  });
});
