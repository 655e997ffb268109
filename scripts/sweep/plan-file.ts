import { dirname, join } from 'node:path';
import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import { runFolder } from '../../lib/store/run-store';
import { keepsLogits, keepsWeights } from '../../lib/studies/kept-output';
import type { OnDamage } from '../cli/damage';
import { logFile } from './folder';
import type { Places } from './run-state';

/** A planned run with the time that it should take. */
export interface RunJob {
  readonly run: PlannedRun;
  /** Undefined where nothing like it was measured. */
  readonly seconds: number | undefined;
}

/** What a run may use: a gigabyte was seen, the teacher's forward pass and the images among it. */
const MEGABYTES = 3000;

/** A cluster ends a job after this many times the time it should take. */
const PATIENCE = 5;
const LEAST_MINUTES = 60;
const UNKNOWN_MINUTES = 24 * 60;

/** The plan as the Snakefile reads it, JSON. */
export function planFile(
  jobs: readonly RunJob[],
  {
    runs,
    folder,
    root,
    onDamage,
  }: Places & { readonly root: string; readonly onDamage?: OnDamage },
): string {
  const order = jobs.map(({ run, seconds }) => ({
    id: run.id,
    after: run.after,
    command: runCommand(run, runs, onDamage),
    minutes: minutesAllowed(seconds),
  }));
  const logs = dirname(logFile('any', folder));
  return `${JSON.stringify({ runs, logs, folder: root, megabytes: MEGABYTES, order }, undefined, 2)}\n`;
}

/** Where a run's record lies, as the Snakefile calls it. */
export function recordFile(id: string, runs: string): string {
  return join(runFolder(id, runs), 'run.json');
}

/** Minutes after which a cluster may take a run for lost. */
export function minutesAllowed(seconds: number | undefined): number {
  if (seconds === undefined) return UNKNOWN_MINUTES;
  return Math.max(LEAST_MINUTES, Math.ceil((PATIENCE * seconds) / 60));
}

/** The shell command that trains a run. */
export function runCommand(run: PlannedRun, runs: string, onDamage?: OnDamage): string {
  const scale = process.env.REPORT_SCALE;
  const words = [
    ...(scale === undefined ? [] : ['env', `REPORT_SCALE=${scale}`]),
    ...[process.execPath, '--import', 'tsx', join('scripts', 'train.ts'), run.recipe.name],
    ...['--seed', String(run.seed), '--runs', runs],
    ...(keepsWeights(run) ? [] : [keepsLogits(run) ? '--record-only' : '--answers-only']),
    ...(onDamage === 'stop' ? ['--on-damage', 'stop'] : []),
  ];
  return words.map(quoted).join(' ');
}

/** A word as a shell takes it for itself. */
function quoted(word: string): string {
  return /^[\w./=:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
