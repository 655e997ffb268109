import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { collectFiles, type ReportFiles } from './collect';
import { executeNotebooks } from './execute-notebooks';
import { inlineAssets } from './inline-assets';
import { joinedNotes } from './joined-notes';
import { keepExactly, writeIfChanged } from './keep-files';
import { type Notebook, readNotebook, withoutSharpPictures } from './notebook-file';
import { renderPage } from './page';
import { type Numbers, reportNumbers } from './report-numbers';
import type { Tables } from './report-tables';

/** Shows a step under way; `note` says what it is at. */
export type Step = <T>(
  name: string,
  work: (note: (text: string) => void) => Promise<T>,
) => Promise<T>;

export interface ReportOptions {
  /** Notebooks in reading order. */
  readonly notebooks: readonly string[];
  /** Where index.html, figures/, tables/ and numbers.json go. */
  readonly output: string;
  /** The tables that follow from the runs; given where the notebooks may find shared logits. */
  readonly tables: (logitsFolder: string, note: (text: string) => void) => Promise<Tables>;
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
  readonly changed: number;
}

/** Images of the cell that trains while the report is made. */
const LIVE_IMAGES = '2000';
const MEGABYTE = 2 ** 20;
const MOST_MEGABYTES = 15;

/**
 * Makes the report: tables, executed notebooks, figures, the page. A second one from the same runs and
 * notebooks leaves every file as it is.
 * @throws with all failed cells, or naming what is missing; what was there stays until all is made
 */
export async function buildReport(options: ReportOptions): Promise<ReportSummary> {
  const { output, step } = options;
  const temporary = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const logits = join(temporary, 'logits');
    mkdirSync(logits);
    const [tables, copies] = await step(
      `Accuracy from weights and images, tables, ${options.notebooks.length} notebooks`,
      (note) => tablesAndNotebooks(options, { temporary, logits, note }),
    );
    return await step('Page, figures, tables', async () => {
      const notebooks = copies.map(readNotebook);
      const files = collectFiles(tables, notebooks);
      const page = await makePage(notebooks, files);
      const changed = writeFiles(output, files, reportNumbers(tables, notebooks));
      writeIfChanged(join(output, 'index.html'), page);
      if (options.commit) writeBack(copies, options.notebooks);
      return summary(output, files, changed);
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

interface Place {
  readonly temporary: string;
  readonly logits: string;
  readonly note: (text: string) => void;
}

/** Side by side: the tables keep one core busy, and some notebooks need nothing of what they compute. */
async function tablesAndNotebooks(
  options: ReportOptions,
  { temporary, logits, note }: Place,
): Promise<readonly [Tables, readonly string[]]> {
  const onProgress = joinedNotes(options.notebooks.length + 2, note); // and tables, and lib
  const tables = options
    .tables(logits, (text) => onProgress('tables', text))
    .finally(() => onProgress('tables'));
  const copies = executeNotebooks(options.notebooks, {
    folder: join(temporary, 'notebooks'),
    env: {
      REPORT_LIVE_IMAGES: LIVE_IMAGES,
      REPORT_PICTURES: 'yes',
      REPORT_LOGITS: logits,
      ...options.env,
    },
    logits: tables,
    onProgress,
  });
  await Promise.allSettled([tables, copies]); // nothing goes on when one has failed
  return [await tables, await copies];
}

async function makePage(notebooks: readonly Notebook[], files: ReportFiles): Promise<string> {
  const csv = new Set(files.tables.keys());
  return renderPage({ notebooks, csv, assets: await inlineAssets() });
}

function writeFiles(output: string, files: ReportFiles, quoted: Numbers): number {
  const numbers = `${JSON.stringify(quoted, undefined, 2)}\n`;
  return (
    keepExactly(join(output, 'tables'), '.csv', files.tables) +
    keepExactly(join(output, 'figures'), '.png', files.figures) +
    (writeIfChanged(join(output, 'numbers.json'), numbers) ? 1 : 0)
  );
}

function writeBack(copies: readonly string[], notebooks: readonly string[]): void {
  copies.forEach((copy, index) => {
    const notebook = notebooks[index];
    if (notebook === undefined || basename(copy) !== basename(notebook)) return;
    writeIfChanged(notebook, withoutSharpPictures(readFileSync(copy, 'utf8')));
  });
}

function summary(output: string, files: ReportFiles, changed: number): ReportSummary {
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
