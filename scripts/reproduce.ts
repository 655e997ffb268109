import { rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setThreads } from '../lib/engine/environment';
import { makeFolder } from '../lib/store/atomic-file';
import { projectRoot } from '../lib/store/project-root';
import type { RunRecord } from '../lib/store/run-record';
import { hasRun, runFolder, runsFolder } from '../lib/store/run-store';
import { hasTestAnswers } from '../lib/store/test-answers';
import { terminalProgress } from '../lib/training/terminal-progress';
import { command, type Values } from './cli/command';
import { damageChoice, damageHelp, type OnDamage } from './cli/damage';
import { stopSignal } from './cli/stop-signal';
import { committedRun } from './reproduce/committed-run';
import { testOutputs } from './reproduce/test-outputs';
import { verdict } from './reproduce/verdict';

const HELP = `Trains a run of the store again, in a folder of its own, and compares the two.

  npm run reproduce -- <run-id> [--keep <folder>] [--on-damage stop]

  <run-id>         the name of a folder in report/runs
  --keep <folder>  leaves the new run there, with its weights
${damageHelp}
  --help           this text

On the processor, number of threads and TensorFlow of the record all bytes must be the same: the weights'
checksum, the test logits or answers, and the record without its times. Elsewhere the test accuracy must be within five
standard errors. A student takes minutes, a teacher an hour. Exit code 0: it came out again; 1: it did not.
Ctrl-C stops after the batch under way; the same command goes on.
`;

const options = {
  keep: { type: 'string' },
  'on-damage': { type: 'string', default: 'restart' },
} as const;

command({
  help: HELP,
  argument: 'the id of one run, the name of a folder in report/runs',
  options,
  run: reproduce,
});

async function reproduce(values: Values<typeof options>, id: string): Promise<void> {
  const onDamage = damageChoice(values['on-damage']);
  const runs = runsFolder();
  const committed = committedRun(id, runs);
  const folder = preparedFolder(committed, { runs, keep: values.keep });
  const record = await trainAgain(committed, folder, {
    keep: values.keep !== undefined,
    answersToo: hasTestAnswers(id, runs),
    onDamage,
  });
  const { reproduced, sentence } = verdict(
    { record: committed, test: testOutputs(id, runs) },
    { record, test: testOutputs(id, folder) },
  );
  console.log(sentence);
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  else console.log(`The new run: ${runFolder(id, folder)}`);
  process.exitCode = reproduced ? 0 : 1;
}

/** A folder in which the run can be trained, its teacher beside it. A stopped one is gone on with. */
function preparedFolder(
  { id, recipe: { teacher } }: RunRecord,
  { runs, keep }: { readonly runs: string; readonly keep: string | undefined },
): string {
  const folder =
    keep === undefined ? join(projectRoot(), '.cache', 'reproduce', id) : resolve(keep);
  if (hasRun(id, folder)) {
    if (keep !== undefined) {
      throw new Error(`${id} is in ${folder} already; name an empty folder, or delete it there.`);
    }
    rmSync(runFolder(id, folder), { recursive: true });
  }
  makeFolder(folder);
  if (teacher !== undefined && !hasRun(teacher, folder)) {
    rmSync(runFolder(teacher, folder), { force: true }); // a link to where the store was before
    symlinkSync(resolve(runFolder(teacher, runs)), runFolder(teacher, folder));
  }
  return folder;
}

interface AgainOptions {
  /** Whether the weights stay. */
  readonly keep: boolean;
  readonly onDamage: OnDamage;
  /** Whether the record keeps its answers to the test images in the place of logits, which are compared then. */
  readonly answersToo: boolean;
}

async function trainAgain(
  { id, recipe, seed, environment }: RunRecord,
  runs: string,
  { keep, onDamage, answersToo }: AgainOptions,
): Promise<RunRecord> {
  setThreads(environment.threads);
  const { run } = await import('../lib/training/run'); // loads TensorFlow, which reads the threads
  const signal = stopSignal(() =>
    console.log('\nStopping after this batch; run the same command again to go on.'),
  );
  console.log(`Training ${id} again`);
  return run(recipe, seed, {
    runs,
    signal,
    recordOnly: !keep,
    testOutput: answersToo ? 'both' : 'logits',
    onDamage,
    onNotice: console.warn,
    onProgress: terminalProgress(process.stdout),
  });
}
