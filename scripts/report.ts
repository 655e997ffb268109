import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setThreads } from '../lib/engine/environment';
import { projectRoot } from '../lib/store/project-root';
import { readRun } from '../lib/store/run-store';
import { scale } from '../lib/store/scale';
import { studentAlone, studentDistilled, teacherOriginal } from '../lib/studies/original';
import { command, type Values } from './cli/command';
import { buildReport } from './report/build-report';
import { chosenNotebooks } from './report/notebook-choice';
import { retrain } from './report/retrain';
import { shareLogits } from './report/shared-logits';
import { createProgress } from './setup/progress.mjs';

const HELP = `Makes the report: notebooks executed from weights, images and records; figures, tables, one page.

  npm run report [-- --commit] [-- --retrain] [-- --only <notebooks>] [-- --figure <name>]

  --only <notebooks>  executes these alone, such as 04 or 04,06; all others are shown as they were committed
  --figure <name>     draws one figure anew, by the notebook that shows it
  --commit            writes the executed notebooks back into notebooks/
  --retrain           first trains the three runs anew (about an hour on two cores), in the place of the old ones
  --help              this text

It writes report/index.html, report/figures, report/tables and report/numbers.json; a second time on an
unchanged tree it changes no committed file.
`;

const options = {
  commit: { type: 'boolean', default: false },
  retrain: { type: 'boolean', default: false },
  only: { type: 'string' },
  figure: { type: 'string' },
} as const;

command({ help: HELP, options, run: report });

async function report(values: Values<typeof options>): Promise<void> {
  setThreads(1); // other numbers of threads give other last bits
  if (values.retrain) for (const line of await retrain(console.log)) console.log(line);
  if (scale() === 'full') requireRuns();
  const root = projectRoot();
  const notebooks = notebookFiles(join(root, 'notebooks'));
  const made = await buildReport({
    notebooks,
    only: chosenNotebooks(notebooks, values),
    figure: values.figure,
    output: scale() === 'full' ? join(root, 'report') : join(tmpdir(), 'report-smoke'),
    shareLogits,
    commit: values.commit && scale() === 'full',
    step: createProgress().step,
  });
  console.log(
    `${relative(process.cwd(), made.page)} (${made.pageMegabytes.toFixed(1)} MB): ${made.figures} figures, ` +
      `${made.tables} tables; ${changedInWords(made.changed)}.`,
  );
}

const MOST_NAMED = 12;

function changedInWords(changed: readonly string[]): string {
  if (changed.length === 0) return 'no file beside it changed';
  const named = changed.slice(0, MOST_NAMED).join(', ');
  const more = changed.length - MOST_NAMED;
  return `changed beside it: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** @throws with a line for each run that is missing, naming the command that trains it */
function requireRuns(): void {
  const missing = [teacherOriginal, studentAlone, studentDistilled].flatMap((recipe) => {
    try {
      readRun(recipe, 0);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  if (missing.length === 0) return;
  throw new Error(`${missing.join('\n')}\nOr train all three with: npm run report -- --retrain`);
}

function notebookFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /^[0-9A-Z].*\.ipynb$/.test(name));
  if (names.length === 0) {
    throw new Error(`No notebooks in ${folder}; restore them with: git checkout -- notebooks`);
  }
  return names.sort().map((name) => join(folder, name));
}
