import { setThreads } from '../lib/engine/environment';
import { runId } from '../lib/recipes/run-id';
import { hasRun, runFolder } from '../lib/store/run-store';
import { terminalProgress } from '../lib/training/terminal-progress';
import { command, type Values } from './cli/command';
import { damageChoice, damageHelp } from './cli/damage';
import { recipeOf } from './cli/recipe-argument';
import { runsOf } from './cli/runs-argument';
import { seedOf } from './cli/seed';
import { stopSignal } from './cli/stop-signal';
import { recipeList } from './train/recipe-list';

const HELP = `Trains one run, or says that it is there. Resumes where it was stopped.

  npm run train -- <recipe | my-recipe.json> [--seed <n>] [--threads <n>] [--runs <folder>] [--record-only | --answers-only]
                                [--on-damage stop]

  <recipe>         a name of --list, or a file that ends in .json and holds a recipe of your own; its run can be
                   the "teacher" of other recipes
  --list           the recipes by name, with what each trains
  --seed <n>       decides initial weights, order and augmentation (0)
  --threads <n>    TensorFlow's threads; committed runs use 1, as other numbers give other last bits (1)
  --runs <folder>  where runs live (report/runs)
  --record-only    keeps record and test logits, not the weights; a run that is there stays as it is
  --answers-only   as --record-only, and in the place of the test logits (200 kB) class, its probability and that of
                   the true class, a byte each (30 kB): enough for accuracy, not for calibration
${damageHelp}
  --help           this text

Ctrl-C stops after the batch under way; the epochs that were complete are kept.
`;

const options = {
  seed: { type: 'string', default: '0' },
  threads: { type: 'string', default: '1' },
  runs: { type: 'string' },
  'record-only': { type: 'boolean', default: false },
  'answers-only': { type: 'boolean', default: false },
  'on-damage': { type: 'string', default: 'restart' },
  list: { type: 'boolean', default: false },
} as const;

command({
  help: HELP,
  argument: 'a recipe, by a name of --list or as a .json file',
  withoutArgument: ({ list }) => list,
  options,
  run: async (values, name) => (values.list ? console.log(recipeList()) : train(values, name)),
});

async function train(values: Values<typeof options>, name: string): Promise<void> {
  const recipe = recipeOf(name);
  const seed = seedOf(values.seed);
  const runs = runsOf(values.runs);
  const onDamage = damageChoice(values['on-damage']);
  const id = runId(recipe, seed);
  if (hasRun(id, runs)) {
    console.log(`${id} is there: ${runFolder(id, runs)}`);
    return;
  }
  setThreads(Number(values.threads));
  const { run } = await import('../lib/training/run'); // loads TensorFlow, which reads the threads
  const signal = stopSignal(() =>
    console.log('\nStopping after this batch; run the same command again to go on.'),
  );
  console.log(`Training ${id}`);
  const record = await run(recipe, seed, {
    runs,
    signal,
    recordOnly: values['record-only'] || values['answers-only'],
    testOutput: values['answers-only'] ? 'answers' : 'logits',
    onDamage,
    onNotice: console.warn,
    onProgress: terminalProgress(process.stdout),
  });
  const { validationAccuracy } = record.final;
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  console.log(
    `${id}: ${validationAccuracy === undefined ? '' : `validation ${percent(validationAccuracy)}, `}` +
      `test ${percent(record.final.testAccuracy)}, ${record.timing.totalSeconds.toFixed(0)} s`,
  );
}
