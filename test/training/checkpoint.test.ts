import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { decodeCheckpoint, encodeCheckpoint } from '../../lib/training/checkpoint-file';
import { type RunOptions, run } from '../../lib/training/run';
import { smallRecipe } from '../support/small-recipe';

const runs = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

const small = recipe(smallRecipe);
const id = runId(small, 0);
const folder = join(runs, id, '.checkpoint');
const file = join(folder, 'state.bin');

let undisturbed = '';
let saved: Buffer = Buffer.alloc(0);

/** Trains up to the first batch of the second epoch, which leaves the checkpoint of the first. */
async function begin(): Promise<void> {
  const stop = new AbortController();
  const onProgress: RunOptions['onProgress'] = ({ epoch }) => {
    if (epoch === 2) stop.abort();
  };
  await run(small, 0, { runs, signal: stop.signal, onProgress }).catch(() => undefined);
}

/** Ends the run with these bytes as its checkpoint. */
async function endWith(bytes: Uint8Array, options: RunOptions = {}) {
  rmSync(join(runs, id), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, bytes);
  const notices: string[] = [];
  const epochs: number[] = [];
  const record = await run(small, 0, {
    runs,
    onNotice: (sentence) => void notices.push(sentence),
    onProgress: ({ epoch }) => void epochs.push(epoch),
    ...options,
  });
  return { record, notices, first: epochs[0] };
}

beforeAll(async () => {
  await begin();
  saved = readFileSync(file);
  undisturbed = (await run(small, 0, { runs })).weightsChecksum;
});

function flipped(place: number): Buffer {
  const bytes = Buffer.from(saved);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 16, place);
  return bytes;
}

/** The checkpoint with something else in it, whole nevertheless. */
function remade(change: (header: Record<string, unknown>, arrays: Float32Array[]) => void): Buffer {
  const content = decodeCheckpoint(saved);
  if (content.kind === 'damaged') throw new Error(content.fault);
  const header = { ...(content.header as Record<string, unknown>) };
  const arrays = [...content.arrays];
  change(header, arrays);
  return encodeCheckpoint(header, arrays);
}

describe('a damaged checkpoint', () => {
  const damages: readonly (readonly [string, () => Buffer, string])[] = [
    ['cut by a byte', () => saved.subarray(0, -1), 'as its header states'],
    ['cut by 100,000 bytes', () => saved.subarray(0, -100_000), 'as its header states'],
    ['empty', () => saved.subarray(0, 0), 'has 0 bytes, expected at least'],
    ['of 50 bytes', () => saved.subarray(0, 50), 'has 50 bytes, expected at least'],
    ['with a byte flipped in its header', () => flipped(80), 'has SHA-256'],
    ['with a byte flipped in its weights', () => flipped(saved.length - 5000), 'has SHA-256'],
    [
      'of another run',
      () => remade((header) => Object.assign(header, { id: 'other-s0' })),
      `belongs to run other-s0, expected ${id}`,
    ],
    ['with an array too few', () => remade((_, arrays) => arrays.pop()), 'arrays of weights'],
    [
      'with an array of another length',
      () => remade((_, arrays) => arrays.splice(1, 1, new Float32Array(3))),
      'has 3 numbers in array 1, expected',
    ],
  ];
  it.each(damages)('%s is named and kept aside, and the run begins anew', async (_, make, said) => {
    const bytes = make();
    const { record, notices, first } = await endWith(bytes);
    expect(first).toBe(1);
    expect(record.weightsChecksum).toBe(undisturbed);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(`The checkpoint ${file} `);
    expect(notices[0]).toContain(said);
    expect(readdirSync(folder)).toEqual(['state.bin.damaged-1']);
    expect(readFileSync(join(folder, 'state.bin.damaged-1')).equals(bytes)).toBe(true);
  });

  it('is named where a folder stands in its place', async () => {
    rmSync(join(runs, id), { recursive: true, force: true });
    mkdirSync(file, { recursive: true });
    await expect(run(small, 0, { runs })).rejects.toThrow(
      `${file} is a folder, expected a file; move away the folder that stands in its place and run the same command again.`,
    );
    rmSync(join(runs, id), { recursive: true });
  });

  it('stops the run when asked to, and stays where it is', async () => {
    const stopped = endWith(saved.subarray(0, -4), { onDamage: 'stop' });
    await expect(stopped).rejects.toThrow(
      `${file} has ${saved.length - 4} bytes, expected ${saved.length} as its header states. Nothing was`,
    );
    expect(readFileSync(file).length).toBe(saved.length - 4);
    expect(existsSync(join(runs, id, '.lock'))).toBe(false);
  });
});

describe('a whole checkpoint', () => {
  it('is resumed from, without a notice, and removed at the end', async () => {
    const { record, notices, first } = await endWith(saved);
    expect({ first, notices, weights: record.weightsChecksum }).toEqual({
      first: 2,
      notices: [],
      weights: undisturbed,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('is refused where the environment differs, and only there', async () => {
    const elsewhere = remade((header) => {
      const environment = header.environment as RunRecord['environment'];
      header.environment = { ...environment, threads: 7 };
    });
    await expect(endWith(elsewhere)).rejects.toThrow(/begun elsewhere.*"threads":7/s);
  });

  it('is refused where the teacher has other weights', async () => {
    const taught = remade((header) => Object.assign(header, { teacherWeightsChecksum: 'abc' }));
    await expect(endWith(taught)).rejects.toThrow(
      /teacher of other weights: .* abc, here undefined/,
    );
  });
});
