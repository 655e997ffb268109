import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tf } from '../engine/tensorflow';
import type { ResourceVariable } from '../engine/variable';
import { writeAtomically } from '../store/atomic-file';
import { readBytes } from '../store/read-file';
import type { RunRecord } from '../store/run-record';
import { runFolder } from '../store/run-store';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file';
import type { FitState } from './fit';
import { stateVariables } from './state';

const FILE = join('.checkpoint', 'state.bin');

/** Which run a checkpoint belongs to, and what else its bits depend on. */
export interface CheckpointOrigin {
  readonly id: string;
  readonly environment: RunRecord['environment'];
  /** SHA-256 of the teacher's weights, of a run that learns from one; see `RunRecord`. */
  readonly teacherWeightsChecksum?: string;
  /** The same of the run that it started from. */
  readonly startWeightsChecksum?: string;
}

/** What to do with a checkpoint that cannot be used. */
export interface DamageOptions {
  /** 'restart' begins the run anew, 'stop' ends it with an error; either way the file is kept. */
  readonly onDamage?: 'restart' | 'stop';
  /** Told, in a sentence, of a damaged checkpoint when the run begins anew. */
  readonly onNotice?: (sentence: string) => void;
}

interface Header extends CheckpointOrigin {
  readonly steps: number;
  readonly history: FitState['history'];
  readonly timing: FitState['timing'];
}

/** Writes all that training has changed, in place of the checkpoint before. Random streams need no saving. */
export function saveCheckpoint(runs: string, state: FitState, origin: CheckpointOrigin): void {
  const { history, timing, optimizer } = state;
  const header: Header = { ...origin, steps: optimizer.steps(), history, timing };
  const arrays = stateVariables(state).map(readValues);
  writeAtomically(checkpointFile(origin.id, runs), encodeCheckpoint(header, arrays));
}

/**
 * Brings a fresh state to where the checkpoint was, if there is one. Nothing is assigned before the whole file was
 * found right: length, checksum, run, and as many numbers as the network has.
 * @returns whether the state was brought there; false when there is no checkpoint or a damaged one was put aside
 * @throws when another environment, teacher or start made it, whose bits would differ; when it is
 * damaged and `onDamage` is 'stop'
 */
export function restoreCheckpoint(
  runs: string,
  state: FitState,
  { origin, ...options }: DamageOptions & { readonly origin: CheckpointOrigin },
): boolean {
  const file = checkpointFile(origin.id, runs);
  if (!existsSync(file)) return false;
  const content = decodeCheckpoint(readBytes(file));
  const fault = content.kind === 'damaged' ? content.fault : misfit(content, state, origin.id);
  if (content.kind === 'damaged' || fault !== undefined) {
    setAside(file, `The checkpoint ${file} ${fault}`, options);
    return false;
  }
  const header = content.header as Header;
  requireOrigin(header, origin, file);
  assign(state, header, content.arrays);
  return true;
}

/** Removes a finished run's checkpoint; damaged ones stay where they were put aside. */
export function removeCheckpoint(id: string, runs: string): void {
  const file = checkpointFile(id, runs);
  rmSync(file, { force: true });
  const folder = dirname(file);
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function checkpointFile(id: string, runs: string): string {
  return join(runFolder(id, runs), FILE);
}

/** Why a whole checkpoint cannot be this state's: another run's, or other shapes. */
function misfit(
  { header, arrays }: { readonly header: unknown; readonly arrays: readonly Float32Array[] },
  state: FitState,
  id: string,
): string | undefined {
  const { id: found } = header as Header;
  if (found !== id) return `belongs to run ${found}, expected ${id}`;
  const expected = stateVariables(state).map(({ shape }) => tf.util.sizeFromShape([...shape]));
  if (arrays.length !== expected.length) {
    return `holds ${arrays.length} arrays of weights and optimiser slots, expected ${expected.length}`;
  }
  const place = arrays.findIndex(({ length }, index) => length !== expected[index]);
  if (place < 0) return undefined;
  return `has ${arrays[place]?.length} numbers in array ${place}, expected ${expected[place]}`;
}

/** Renames a damaged checkpoint to the first free name, and says so or stops. */
function setAside(file: string, finding: string, options: DamageOptions): void {
  if (options.onDamage === 'stop') {
    throw new Error(
      `${finding}. Nothing was changed; train with --on-damage restart to keep the file aside and begin anew.`,
    );
  }
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number++;
  renameSync(file, `${file}.damaged-${number}`);
  options.onNotice?.(
    `${finding}; it was renamed to ${file}.damaged-${number}, and the run begins anew.`,
  );
}

function requireOrigin(header: Header, here: CheckpointOrigin, file: string): void {
  if (!isDeepStrictEqual(header.environment, here.environment)) {
    throw new Error(
      `${here.id} was begun elsewhere: checkpoint ${JSON.stringify(header.environment)}, here ` +
        `${JSON.stringify(here.environment)}. Resume it there, or delete ${file} to begin anew.`,
    );
  }
  for (const [field, whose, restored] of [
    ['teacherWeightsChecksum', 'with a teacher of', 'teacher'],
    ['startWeightsChecksum', 'from a run of', 'run'],
  ] as const) {
    if (header[field] === here[field]) continue;
    throw new Error(
      `${here.id} was begun ${whose} other weights: checkpoint SHA-256 ${header[field]}, here ${here[field]}. ` +
        `Restore that ${restored}, or delete ${file} to begin anew.`,
    );
  }
}

function assign(state: FitState, header: Header, arrays: readonly Float32Array[]): void {
  const { optimizer, history, timing } = state;
  stateVariables(state).forEach((variable, index) => {
    variable.assign(arrays[index] as Float32Array);
  });
  optimizer.setSteps(header.steps);
  history.push(...header.history);
  timing.push(...header.timing);
}

function readValues(variable: ResourceVariable): Float32Array {
  const value = variable.read();
  const data = (value.dataSync() as Float32Array).slice();
  value.dispose();
  return data;
}
