import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { type ExecutedNotebooks, executeNotebooks, joinedNotes } from './execute-notebooks';
import { inlineAssets } from './inline-assets';
import { allShown, readNotebook, withoutSharpPictures } from './notebook-file';
import { renderPage } from './page';
import { keepExactly, reportFiles, writeChanged, writeIfChanged } from './report-files';

type Note = (text: string) => void;

export interface ReportOptions {
  /** Notebooks of one folder, in reading order. */
  readonly notebooks: readonly string[];
  /** The notebooks that are executed; all unless told. The others are shown as they were committed. */
  readonly only?: readonly string[] | undefined;
  /** The one figure whose files are written. */
  readonly figure?: string | undefined;
  /** Where index.html, figures/, tables/ and numbers.json go. */
  readonly output: string;
  /** Leaves the models' logits in a folder, where the notebooks find them; not asked where only some are executed. */
  readonly shareLogits: (folder: string, note: Note) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  /** Writes the executed notebooks back over the notebooks. */
  readonly commit?: boolean;
  /** Shows a step under way; `note` says what it is at. */
  readonly step: <T>(name: string, work: (note: Note) => Promise<T>) => Promise<T>;
}

/** Images of the cell that trains while the report is made. */
const LIVE_IMAGES = '2000';
const MOST_MEGABYTES = 15;

/**
 * Makes the report: executed notebooks, figures, tables, the page. A second one from the same runs and
 * notebooks leaves every file as it is.
 * @returns what it consists of, and which files beside the page changed
 * @throws with all failed cells, or naming what is missing; what was there stays. With `commit`, the notebooks
 * whose cells all ran are written back all the same, with their figures, tables and numbers if these agree.
 */
export async function buildReport(options: ReportOptions) {
  const { only, step } = options;
  const temporary = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const wanted = only ?? options.notebooks;
    const what = wanted.length === 1 ? parse(wanted[0] ?? '').name : `${wanted.length} notebooks`;
    const executed = await step(only ? what : `Logits from weights and images, ${what}`, (note) =>
      execute(options, temporary, note),
    );
    const { copies, failure } = executed;
    if (failure !== undefined && (copies.size === 0 || !options.commit)) throw failure;
    if (options.commit) {
      for (const [notebook, copy] of copies) {
        writeIfChanged(notebook, withoutSharpPictures(readFileSync(copy, 'utf8')));
      }
    }
    const made = await step('Page, figures, tables', () => write(options, executed)).catch(
      (error) => {
        throw failure ?? error; // what follows from a notebook that failed does not hide why
      },
    );
    if (failure !== undefined) throw failure;
    return made;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Side by side: the logits keep one core busy, and some notebooks need none. */
async function execute(
  { notebooks, only, shareLogits, env }: ReportOptions,
  temporary: string,
  note: Note,
): Promise<ExecutedNotebooks> {
  const logits = join(temporary, 'logits');
  mkdirSync(logits);
  const files = only ?? notebooks;
  const onProgress = joinedNotes(files.length + 2, note); // and logits, and lib
  const shared = only
    ? Promise.resolve()
    : shareLogits(logits, (text) => onProgress('logits', text)).finally(() => onProgress('logits'));
  const executed = executeNotebooks(files, {
    folder: join(temporary, 'notebooks'),
    env: { REPORT_LIVE_IMAGES: LIVE_IMAGES, REPORT_PICTURES: 'yes', REPORT_LOGITS: logits, ...env },
    logits: shared,
    onProgress,
  });
  await Promise.allSettled([shared, executed]); // nothing goes on when one has failed
  await shared;
  return executed;
}

/** Writes page and files; those of some notebooks alone where not all were executed anew. */
async function write(
  { notebooks, only, figure, output }: ReportOptions,
  { copies, failure }: ExecutedNotebooks,
) {
  const read = notebooks.map((file) => readNotebook(copies.get(file) ?? file));
  const isWhole = only === undefined && failure === undefined;
  const numbers = join(output, 'numbers.json');
  const before = isWhole || !existsSync(numbers) ? {} : JSON.parse(readFileSync(numbers, 'utf8'));
  const files = reportFiles(read.flatMap(allShown), before);
  const html = renderPage({ notebooks: read, files, assets: await inlineAssets() });
  const anew = read.filter((_, at) => copies.has(notebooks[at] ?? '')).flatMap(allShown);
  const shown = anew.flatMap((one) => ('name' in one ? [one.name] : []));
  const names = new Set(['numbers', ...(figure === undefined ? shown : [figure])]);
  const own = new Map([...files].filter(([file]) => names.has(parse(file).name)));
  const changed = isWhole ? keepExactly(output, files) : writeChanged(output, own);
  const page = join(output, 'index.html');
  writeIfChanged(page, html);
  const count = (ending: string) => [...files.keys()].filter((it) => it.endsWith(ending)).length;
  const pageMegabytes = megabytesOf(page);
  return { page, pageMegabytes, figures: count('.png'), tables: count('.csv'), changed };
}

/** @throws when the page is too large to be read */
function megabytesOf(page: string): number {
  const megabytes = statSync(page).size / 2 ** 20;
  if (megabytes <= MOST_MEGABYTES) return megabytes;
  throw new Error(
    `${page} has ${megabytes.toFixed(1)} MB; expected at most ${MOST_MEGABYTES}. ` +
      'Show fewer or smaller pictures.',
  );
}
