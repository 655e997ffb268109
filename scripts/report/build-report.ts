import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { collectFiles, type ReportFiles } from './collect';
import { type ExecutedNotebooks, executeNotebooks } from './execute-notebooks';
import { inlineAssets } from './inline-assets';
import { joinedNotes } from './joined-notes';
import { keepExactly, writeIfChanged } from './keep-files';
import { type Notebook, readNotebook, withoutSharpPictures } from './notebook-file';
import { allShown, type Shown } from './outputs';
import { renderPage } from './page';
import { type Numbers, numbersText, reportNumbers } from './report-numbers';

/** Shows a step under way; `note` says what it is at. */
export type Step = <T>(
  name: string,
  work: (note: (text: string) => void) => Promise<T>,
) => Promise<T>;

export interface ReportOptions {
  /** Notebooks in reading order. */
  readonly notebooks: readonly string[];
  /** The notebooks that are executed; all unless told. The others are shown as they were committed. */
  readonly only?: readonly string[];
  /** The one figure whose files are written. */
  readonly figure?: string;
  /** Where index.html, figures/, tables/ and numbers.json go. */
  readonly output: string;
  /** Leaves the models' logits in a folder, where the notebooks find them; not asked where only some are executed. */
  readonly shareLogits: (folder: string, note: (text: string) => void) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  /** Writes the executed notebooks back over the notebooks. */
  readonly commit?: boolean;
  readonly step: Step;
}

/** What a report consists of, for the last line in the terminal. */
export interface ReportSummary {
  readonly page: string;
  readonly pageMegabytes: number;
  readonly figures: number;
  readonly tables: number;
  /** Files under `output`, besides the page, that are not as they were. */
  readonly changed: readonly string[];
}

/** Images of the cell that trains while the report is made. */
const LIVE_IMAGES = '2000';
const MEGABYTE = 2 ** 20;
const MOST_MEGABYTES = 15;

/**
 * Makes the report: executed notebooks, figures, tables, the page. A second one from the same runs and
 * notebooks leaves every file as it is.
 * @throws with all failed cells, or naming what is missing; what was there stays. With `commit`, the notebooks
 * whose cells all ran are written back all the same, with their figures, tables and numbers if these agree.
 */
export async function buildReport(options: ReportOptions): Promise<ReportSummary> {
  const { output, step } = options;
  const temporary = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const logits = join(temporary, 'logits');
    mkdirSync(logits);
    const wanted = options.only ?? options.notebooks;
    const what =
      wanted.length === 1 ? basename(wanted[0] ?? '', '.ipynb') : `${wanted.length} notebooks`;
    const { copies, failure } = await step(
      options.only ? what : `Logits from weights and images, ${what}`,
      (note) => executed(options, { temporary, logits, note }),
    );
    if (failure !== undefined && (copies.length === 0 || !options.commit)) throw failure;
    if (options.commit) writeBack(copies, options.notebooks);
    const made = await step('Page, figures, tables', async () => {
      const anew = new Map(copies.map((copy) => [basename(copy), copy]));
      const notebooks = options.notebooks.map((file) =>
        readNotebook(anew.get(basename(file)) ?? file),
      );
      const shown = notebooks.map(allShown);
      const files = collectFiles(shown.flat());
      const page = await makePage(notebooks, files);
      const quoted = reportNumbers(shown.flat());
      const executedAnew = shown.filter((_, at) => anew.has(basename(options.notebooks[at] ?? '')));
      const names = namesShown(executedAnew.flat(), options.figure);
      const changed =
        options.only || failure
          ? writeSome(output, files, { names, quoted })
          : writeFiles(output, files, quoted);
      writeIfChanged(join(output, 'index.html'), page);
      return summary(output, files, changed);
    }).catch((error) => {
      throw failure ?? error; // what follows from a notebook that failed does not hide why
    });
    if (failure !== undefined) throw failure;
    return made;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

interface Place {
  readonly temporary: string;
  readonly logits: string;
  readonly note: (text: string) => void;
}

/** Side by side: the logits keep one core busy, and some notebooks need none. */
async function executed(
  options: ReportOptions,
  { temporary, logits, note }: Place,
): Promise<ExecutedNotebooks> {
  const only = options.only ?? options.notebooks;
  const onProgress = joinedNotes(only.length + 2, note); // and logits, and lib
  const shared = options.only
    ? Promise.resolve()
    : options
        .shareLogits(logits, (text) => onProgress('logits', text))
        .finally(() => onProgress('logits'));
  const copies = executeNotebooks(only, {
    folder: join(temporary, 'notebooks'),
    env: {
      REPORT_LIVE_IMAGES: LIVE_IMAGES,
      REPORT_PICTURES: 'yes',
      REPORT_LOGITS: logits,
      ...options.env,
    },
    logits: shared,
    onProgress,
  });
  await Promise.allSettled([shared, copies]); // nothing goes on when one has failed
  await shared;
  return copies;
}

async function makePage(notebooks: readonly Notebook[], files: ReportFiles): Promise<string> {
  const csv = new Set(files.tables.keys());
  return renderPage({ notebooks, csv, assets: await inlineAssets() });
}

function writeFiles(output: string, files: ReportFiles, quoted: Numbers): readonly string[] {
  const numbers = numbersText(quoted);
  return [
    ...keepExactly(join(output, 'tables'), '.csv', files.tables),
    ...keepExactly(join(output, 'figures'), '.png', files.figures),
    ...(writeIfChanged(join(output, 'numbers.json'), numbers) ? ['numbers.json'] : []),
  ];
}

interface Part {
  readonly names: ReadonlySet<string>;
  readonly quoted: Numbers;
}

/** Writes the files of some figures and tables and leaves all others as they are. */
function writeSome(output: string, files: ReportFiles, { names, quoted }: Part): readonly string[] {
  const write = (folder: string, ending: string, own: ReadonlyMap<string, string | Uint8Array>) =>
    [...own]
      .filter(([name]) => names.has(name))
      .map(([name, content]) => [`${folder}/${name}${ending}`, content] as const)
      .filter(([file, content]) => writeIfChanged(join(output, file), content))
      .map(([file]) => file);
  const numbers = join(output, 'numbers.json');
  const before: Numbers = existsSync(numbers) ? JSON.parse(readFileSync(numbers, 'utf8')) : {};
  return [
    ...write('tables', '.csv', files.tables),
    ...write('figures', '.png', files.figures),
    ...(writeIfChanged(numbers, numbersText({ ...before, ...quoted })) ? ['numbers.json'] : []),
  ];
}

/** The names of figures and tables. */
function namesShown(shown: readonly Shown[], figure?: string): ReadonlySet<string> {
  const all = shown.flatMap((one) =>
    one.kind === 'figure' || one.kind === 'table' ? [one.name] : [],
  );
  return new Set(figure === undefined ? all : [figure]);
}

function writeBack(copies: readonly string[], notebooks: readonly string[]): void {
  for (const copy of copies) {
    const notebook = notebooks.find((file) => basename(file) === basename(copy));
    if (notebook === undefined) continue;
    writeIfChanged(notebook, withoutSharpPictures(readFileSync(copy, 'utf8')));
  }
}

function summary(output: string, files: ReportFiles, changed: readonly string[]): ReportSummary {
  const page = join(output, 'index.html');
  const pageMegabytes = statSync(page).size / MEGABYTE;
  if (pageMegabytes > MOST_MEGABYTES) {
    throw new Error(
      `${page} has ${pageMegabytes.toFixed(1)} MB; expected at most ${MOST_MEGABYTES}. ` +
        'Show fewer or smaller pictures.',
    );
  }
  const { figures, tables } = files;
  return { page, pageMegabytes, figures: figures.size, tables: tables.size, changed };
}
