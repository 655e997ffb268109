import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, writeAtomically } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';
import { trainingEnvironment } from '../setup/project.mjs';
import { snakemake } from '../setup/sweep.mjs';
import { logFile } from './folder';
import type { SweepOrder } from './order';
import { planFile, type RunJob, recordFile } from './plan-file';
import type { Places } from './run-state';

/** A Snakemake at work. */
export interface Started {
  readonly pid: number;
  /** Resolves when it has ended, well or not. */
  readonly ended: Promise<void>;
  /** Asks its runs to stop after the batch under way; on a cluster, cancels them. */
  readonly stop: () => void;
}

/** Lines that an error shows of what was printed. */
const LINES = 6;

/** What Snakemake itself prints; its runs have logs of their own. */
export function snakemakeLog(folder: string): string {
  return join(folder, 'snakemake.log');
}

/** What went wrong, from what Snakemake printed: its errors, or its last words where it names none. */
export function complaints(printed: string): string {
  const lines = printed.trimEnd().split('\n');
  const errors = lines.filter((line) => /error: ./i.test(line)).map((line) => line.trim());
  return (errors.length > 0 ? [...new Set(errors)] : lines).slice(-LINES).join('\n');
}

/** Starts Snakemake on a plan, in a process group of its own, so that it and its runs stop together. */
export function startSnakemake(
  jobs: readonly RunJob[],
  order: Pick<SweepOrder, 'where' | 'forSnakemake' | 'onDamage'>,
  places: Places,
): Started {
  const { folder } = places;
  const { onDamage } = order;
  makeFolder(dirname(logFile('', folder)));
  for (const { run } of jobs) rmSync(logFile(run.id, folder), { force: true });
  const plan = join(folder, 'plan.json');
  writeAtomically(plan, planFile(jobs, { ...places, root: projectRoot(), onDamage }));
  const output = openSync(snakemakeLog(folder), 'w');
  const args = [
    ...snakemakeArguments(order, { plan, folder, snakefile: snakefile() }),
    '--', // what follows are the records that are missing
    ...jobs.map(({ run }) => recordFile(run.id, places.runs)),
  ];
  const child = spawn(snakemake, args, {
    cwd: projectRoot(),
    // What jobs on other machines share lies in the sweep's folder, not in somebody's home.
    env: { ...trainingEnvironment(), XDG_CACHE_HOME: join(folder, 'cache') },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => resolve());
  });
  const { pid = 0 } = child;
  return { pid, ended, stop: () => signalGroup(pid, 'SIGINT') };
}

/** Ends a Snakemake and its runs at once. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid > 0) process.kill(-pid, signal);
  } catch {
    // it had ended already
  }
}

/** Takes away the lock that a Snakemake left behind which was killed; our own lock tells that none is at work. */
export function unlock(folder: string): void {
  const locks = join(folder, '.snakemake', 'locks');
  if (!existsSync(locks) || readdirSync(locks).length === 0) return;
  const plan = join(folder, 'plan.json');
  const args = ['--snakefile', snakefile(), '--directory', folder, '--config', `plan=${plan}`];
  spawnSync(snakemake, [...args, '--unlock'], { cwd: projectRoot(), env: trainingEnvironment() });
}

function snakefile(): string {
  return join(projectRoot(), 'scripts', 'sweep', 'Snakefile');
}

interface Files {
  readonly plan: string;
  readonly folder: string;
  readonly snakefile: string;
}

/** Snakemake's arguments, the records that it has to make left out. */
export function snakemakeArguments(
  { where, forSnakemake }: Pick<SweepOrder, 'where' | 'forSnakemake'>,
  { plan, folder, snakefile }: Files,
): readonly string[] {
  return [
    ...['--snakefile', snakefile, '--directory', folder, '--config', `plan=${plan}`],
    ...['--keep-going', '--rerun-incomplete', '--rerun-triggers', 'mtime'],
    ...['--scheduler', 'greedy', '--nocolor'],
    ...(where.kind === 'here' ? ['--cores', String(where.cores)] : slurmArguments(where)),
    ...forSnakemake,
  ];
}

function slurmArguments({ jobs, partition, account }: SlurmPlace): readonly string[] {
  const resources = [
    ...(partition === undefined ? [] : [`slurm_partition=${partition}`]),
    ...(account === undefined ? [] : [`slurm_account=${account}`]),
  ];
  return [
    ...['--executor', 'slurm', '--jobs', String(jobs)],
    ...['--latency-wait', '60'], // seconds that a shared folder may take to show a file
    ...(resources.length > 0 ? ['--default-resources', ...resources] : []),
    ...(hasAccounting() ? [] : WITHOUT_ACCOUNTING),
  ];
}

const WITHOUT_ACCOUNTING = ['--slurm-status-command', 'squeue', '--slurm-no-account'];

type SlurmPlace = Extract<SweepOrder['where'], { kind: 'slurm' }>;

/** Whether the cluster keeps accounts; Snakemake would ask them for ever where it does not. */
function hasAccounting(): boolean {
  return spawnSync('sacct', ['--noheader', '--jobs', '1'], { timeout: 30_000 }).status === 0;
}
