import { setThreads } from '../lib/engine/environment';
import { duration } from '../lib/training/terminal-progress';
import { command, type Values } from './cli/command';
import { recipeOf } from './cli/recipe-argument';
import { runsOf } from './cli/runs-argument';
import { stopSignal } from './cli/stop-signal';

const HELP = `Asks a recipe's teacher about every view of every training image and remembers the answers in .cache,
where all recipes with the same teacher, images and augmentation find them. Training does the same for the views
that it meets; filling the cache whole pays off before many runs. Goes on where it was stopped.

  npm run teach -- <recipe | my-recipe.json> [--part <k>/<n>] [--threads <n>] [--runs <folder>]

  <recipe>         a recipe that learns from a teacher's logits, by name or as a file
  --part <k>/<n>   only the k-th of n equal parts of the views, so that n processes may share the work (1/1)
  --threads <n>    TensorFlow's threads (1)
  --runs <folder>  where the teacher's run lives (report/runs)
  --help           this text
`;

const options = {
  part: { type: 'string', default: '1/1' },
  threads: { type: 'string', default: '1' },
  runs: { type: 'string' },
} as const;

command({
  help: HELP,
  argument: 'a recipe that learns from a teacher, by name or as a .json file',
  options,
  run: teach,
});

async function teach(values: Values<typeof options>, name: string): Promise<void> {
  const recipe = recipeOf(name);
  const part = partOf(values.part);
  setThreads(Number(values.threads));
  const { rememberAllViews } = await import('../lib/training/remember-all-views');
  const signal = stopSignal(() => console.log('\nStopping after this batch.'));
  const start = performance.now();
  let shownAt = 0;
  const asked = await rememberAllViews(recipe, {
    part,
    signal,
    runs: runsOf(values.runs),
    onProgress: ({ view, views, asked: count, left }) => {
      const now = performance.now();
      if (now - shownAt < (process.stdout.isTTY ? 500 : 30_000)) return;
      shownAt = now;
      const seconds = (now - start) / 1000;
      const rate = count / seconds;
      const line = `view ${view + 1} of ${views}: asked ${count} times, ${rate.toFixed(0)} images/s, at most ${duration(left / rate)} left`;
      process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    },
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${process.stdout.isTTY ? '\n' : ''}All views are remembered; ${asked} were missing (${duration(seconds)}).`,
  );
}

function partOf(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const part = { index: Number(index) - 1, count: Number(count) };
  if (part.index >= 0 && part.index < part.count) return part;
  throw new Error(`--part: expected k/n with k from 1 to n, such as 1/2, got "${text}".`);
}
