import type { AccuracyRow } from '../../tables/accuracy-table';
import { originalGainPts } from '../../tables/explanation-rows';
import { formatNumber, listed } from '../../tables/format';
import { type Method, methodLabel } from '../../tables/method';
import type { PairedComparisonRow } from '../../tables/paired-comparison';
import { type Fit, fitOf } from '../../tables/spread';
import type { VerdictRow } from '../../tables/verdict-row';
import { verdictCounts, verdictsOn } from '../../tables/verdict-rows';
import { gainAnswer } from './gains';
import { pctsOf, runsInWords } from './runs';

/**
 * The report in one paragraph.
 * @param accuracies one row a run
 * @param comparison distilled against alone, by the original recipe
 */
export function overviewAnswer(
  accuracies: readonly AccuracyRow[],
  comparison: PairedComparisonRow,
): string {
  const words = (method: Method) => `**${runsInWords(pctsOf(accuracies, method))}**`;
  return (
    `In test accuracy the teacher reaches ${words('teacher')}, the student alone ${words('alone')}, ` +
    `the distilled student ${words('distilled')}. ${gainAnswer(comparison)} In the ` +
    `original report, with one number each, it ${originalGainPts < 0 ? 'lost' : 'gained'} ${formatNumber(Math.abs(originalGainPts))} points against the student alone.`
  );
}

/**
 * Which of the original's three accuracies are what one more run here could give.
 * @param accuracies one row a run
 */
export function originalAnswer(accuracies: readonly AccuracyRow[]): string {
  const rows = (['teacher', 'alone', 'distilled'] as const).map((method) => ({
    name: `the ${methodLabel[method]}`,
    fit: fitOfOriginal(accuracies.filter((row) => row.method === method)),
  }));
  const of = (fit: Fit) => rows.filter((row) => row.fit === fit).map(({ name }) => name);
  const sentences = [
    ['Within the 95 % prediction interval of one more run: ', of('fits')],
    ['Outside the 95 % prediction interval of one more run: ', of('does not fit')],
    ['Too few runs to say: ', of('not decidable yet')],
  ] as const;
  return [
    "**Is the original's accuracy one that the recipe gives?**",
    ...sentences.flatMap(([start, names]) =>
      names.length > 0 ? [`${start}${listed(names)}.`] : [],
    ),
  ].join(' ');
}

function fitOfOriginal(rows: readonly AccuracyRow[]): Fit {
  const original = rows[0]?.originalPct ?? null;
  if (original === null) return 'not decidable yet';
  return fitOf(
    original,
    rows.map((row) => row.accuracyPct),
  );
}

/** How the statements of the original report came out, and the errors that are suspected in it. */
export function verdictsAnswer(rows: readonly VerdictRow[]): string {
  const statements = rows.filter(({ kind }) => kind !== 'erratum');
  const errata = verdictsOn(rows, ['erratum']);
  const counts = verdictCounts(statements);
  const yet = counts['not decidable yet'];
  const waiting = yet > 0 ? `, and ${yet} wait for runs or times that are not there yet.` : '.';
  const wrong = verdictCounts(errata).confirmed;
  return (
    `Of ${formatNumber(statements.length, 0)} statements **${counts.confirmed} are confirmed and ` +
    `${counts.refuted} refuted**; ${counts['not decidable']} cannot be decided by what was done here${waiting}` +
    (errata.length > 0
      ? ` Of ${errata.length} things that look wrong in it ${wrong} ${wrong === 1 ? 'is' : 'are'}.`
      : '')
  );
}
