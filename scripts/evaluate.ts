import { setThreads } from '../lib/engine/environment';
import { readRunById } from '../lib/store/run-store';
import { terminalCounter } from '../lib/training/terminal-progress';
import { command, type Values } from './cli/command';
import { runsOf } from './cli/runs-argument';

const HELP = `Evaluates a run's weights on the test images: as they are, and averaged over six views of each image (moved by
up to one pixel, and mirrored), as strong teachers are often reported. Keeps the logits of the views in the run's
folder, where the report's tables find them.

  npm run evaluate -- <run-id> [--threads <n>] [--runs <folder>]

  <run-id>         the name of a folder in report/runs that has weights
  --threads <n>    TensorFlow's threads; committed logits use 1, as other numbers give other last bits (1)
  --runs <folder>  where runs live (report/runs)
  --help           this text
`;

const options = { threads: { type: 'string', default: '1' }, runs: { type: 'string' } } as const;

command({
  help: HELP,
  argument: 'the id of one run, the name of a folder in report/runs',
  options,
  run: evaluate,
});

async function evaluate(values: Values<typeof options>, id: string): Promise<void> {
  const runs = runsOf(values.runs);
  const record = readRunById(id, runs);
  setThreads(Number(values.threads));
  const { evaluateRun } = await import('../lib/training/evaluate-run'); // loads TensorFlow, which reads the threads
  const { imagesPct, viewsPct } = await evaluateRun(record, {
    runs,
    onProgress: terminalCounter(process.stdout, 'views of test images'),
  });
  console.log(
    `${id}: ${imagesPct.toFixed(2)} % of the test images right as they are ` +
      `(${(100 * record.final.testAccuracy).toFixed(2)} % in its record), ${viewsPct.toFixed(2)} % over six views of each.`,
  );
}
