import { resolve } from 'node:path';
import { projectRoot } from '../lib/store/project-root';
import { runsFolder } from '../lib/store/run-store';
import { endWith } from './cli/end-with';
import { requirePlainPaths } from './sweep/folder';
import { installSnakemake } from './sweep/install';
import { requireOneArithmetic } from './sweep/math';
import { readRequest, type SweepOrder } from './sweep/order';
import { costLines, orderCostLine, studyLines } from './sweep/overview';
import { everyStudy, waitsFor, wantedRuns } from './sweep/wanted-runs';
import { runsToMake, type SweepEnd, workOff } from './sweep/work-off';

const HELP = `Trains the runs that a study lacks, a run a core, and can be stopped and started again at any time.

  npm run sweep -- <study> [--seeds <list>] [--arms <list>] [--cores <n>] [--on-damage stop]
  npm run sweep -- <study> --slurm [--slurm-partition <name>] [--slurm-account <name>] [--jobs <n>]
  npm run sweep -- --list
  npm run sweep -- --cost
  npm run sweep -- <study> [--seeds <list>] [--arms <list>] --cost

  <study>                   a study's name, or ${everyStudy}, which leaves out runs in bf16 where the processor lacks it
  --seeds <list>            these seeds of all the study's arms (and their teachers), also seeds that it does not
                            ask for, such as 8-15 or 3,5,8-10
  --arms <list>             only these arms, by label or recipe name
  --cores <n>               runs at a time on this machine (all cores)
  --slurm                   jobs of a Slurm cluster, in place of this machine
  --slurm-partition <name>  where the jobs go; best one of equal processors, which give equal last bits;
                            needed for runs in bf16
  --slurm-account <name>    who pays
  --jobs <n>                jobs queued or at work at a time (100)
  --on-damage <what>        with a run's checkpoint that is damaged: restart keeps it aside and begins anew, stop
                            leaves it where it is and ends the run with an error (restart)
  --list                    every study with its finished and planned runs
  --cost                    hours of what a sweep would make, from measured run times; without a study those of
                            every study on 1, 2, 16 and 256 cores, and of what is missing
  --help                    this text

What stands behind a further -- is handed to Snakemake, which works off the runs; it is installed the
first time. Ctrl-C stops after the batches under way: at most an epoch of each is lost. The exit code is 1
when a run failed or is still missing, 130 when the sweep was stopped.
`;

async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  const runs = resolve(runsFolder()); // Snakemake works in another folder
  if (request.kind === 'help') process.stdout.write(HELP);
  if (request.kind === 'list') console.log(studyLines(runs).join('\n'));
  if (request.kind === 'cost') console.log(costLines(runs).join('\n'));
  if (request.kind === 'cost-of') console.log(costOf(request.order, runs));
  if (request.kind === 'sweep') await sweep(request.order, runs);
}

async function sweep(order: SweepOrder, runs: string): Promise<void> {
  const waiting = waitsFor(order.study, runs);
  if (waiting !== undefined) {
    console.log(waiting);
    return;
  }
  const toMake = runsToMake(order, { runs });
  const missing = toMake.length;
  if (missing === 0) {
    console.log(`${order.study}: nothing to do, ${countWanted(order, runs)} are there.`);
    return;
  }
  requireOneArithmetic(toMake, order.where);
  requirePlainPaths([projectRoot(), runs]);
  installSnakemake();
  console.log(`${order.study}: ${missing} to make, ${place(order)}.`);
  tell(order, runs, await workOff(order, runs));
}

function costOf(order: SweepOrder, runs: string): string {
  const waiting = waitsFor(order.study, runs);
  if (waiting !== undefined) return waiting;
  const cores = order.where.kind === 'here' ? order.where.cores : order.where.jobs;
  return `${order.study}: ${orderCostLine(wantedBy(order, runs), cores, runs)}`;
}

/** Says how a sweep ended, and takes over the exit code. */
function tell(order: SweepOrder, runs: string, { missing, failed, stopped }: SweepEnd): void {
  if (missing.length === 0) {
    console.log(`${order.study}: ${countWanted(order, runs)} are there.`);
    return;
  }
  process.exitCode = stopped ? 130 : 1;
  const begun = failed.length > 0 ? `, ${failed.length} of them failed` : '';
  console.log(
    `${order.study}: ${plural(missing.length)} missing${begun}; the same command tries them again.`,
  );
}

function place({ where }: SweepOrder): string {
  return where.kind === 'here'
    ? `${where.cores} at a time`
    : `up to ${where.jobs} at a time on Slurm`;
}

function countWanted(order: SweepOrder, runs: string): string {
  return `all ${wantedBy(order, runs).length} runs`;
}

function wantedBy({ study, seeds, arms }: SweepOrder, runs: string) {
  return wantedRuns(study, {
    runs,
    ...(seeds === undefined ? {} : { seeds }),
    ...(arms === undefined ? {} : { arms }),
  });
}

function plural(count: number): string {
  return count === 1 ? '1 run is' : `${count} runs are`;
}

main().catch(endWith);
