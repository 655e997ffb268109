import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../store/run-record';
import { runFolder, writeAtomically } from '../store/run-store';
import type { FitState } from './fit';

const FILE = join('.checkpoint', 'state.bin');

interface Header {
  readonly environment: RunRecord['environment'];
  readonly steps: number;
  readonly history: FitState['history'];
  readonly timing: FitState['timing'];
  /** Lengths of the float32 arrays that follow: weights, then optimiser slots. */
  readonly lengths: readonly number[];
}

/**
 * Writes all that training has changed, in place of the checkpoint before: a 4-byte header length, the
 * header as JSON, then weights and optimiser slots as float32. Random streams need no saving.
 */
export function saveCheckpoint(
  id: string,
  runs: string,
  state: FitState,
  environment: RunRecord['environment'],
): void {
  const arrays = [...state.network.weights(), ...state.optimizer.slots.map(readValues)];
  const header: Header = {
    environment,
    steps: state.optimizer.steps(),
    history: state.history,
    timing: state.timing,
    lengths: arrays.map(({ length }) => length),
  };
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  const bodies = arrays.map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  );
  writeAtomically(join(runFolder(id, runs), FILE), Buffer.concat([size, text, ...bodies]));
}

/**
 * Brings a fresh state to where the checkpoint was, if there is one.
 * @returns whether there was one
 * @throws when it was made by another environment, whose bits would differ
 */
export function restoreCheckpoint(
  id: string,
  runs: string,
  state: FitState,
  environment: RunRecord['environment'],
): boolean {
  const file = join(runFolder(id, runs), FILE);
  if (!existsSync(file)) return false;
  const bytes = readFileSync(file);
  const bodyStart = 4 + bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', 4, bodyStart)) as Header;
  if (!isDeepStrictEqual(header.environment, environment)) {
    throw new Error(
      `${id} was begun elsewhere: checkpoint ${JSON.stringify(header.environment)}, here ` +
        `${JSON.stringify(environment)}. Resume it there, or delete ${file} to begin anew.`,
    );
  }
  let offset = bodyStart;
  const arrays = header.lengths.map((length) => {
    const copy = new Float32Array(length);
    new Uint8Array(copy.buffer).set(bytes.subarray(offset, offset + length * 4));
    offset += length * 4;
    return copy;
  });
  const slots = state.optimizer.slots;
  const weights = arrays.slice(0, arrays.length - slots.length);
  state.network.setWeights(weights);
  slots.forEach((slot, index) => {
    slot.assign(arrays[weights.length + index] as Float32Array);
  });
  state.optimizer.setSteps(header.steps);
  state.history.push(...header.history);
  state.timing.push(...header.timing);
  return true;
}

/** Removes a finished run's checkpoint. */
export function removeCheckpoint(id: string, runs: string): void {
  rmSync(join(runFolder(id, runs), '.checkpoint'), { recursive: true, force: true });
}

function readValues(slot: FitState['optimizer']['slots'][number]): Float32Array {
  const value = slot.read();
  const data = (value.dataSync() as Float32Array).slice();
  value.dispose();
  return data;
}
