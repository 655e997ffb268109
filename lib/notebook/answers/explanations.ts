import { type ExplanationRow, noSuspect, originalGainPts } from '../../tables/explanation-rows';
import { formatNumber, formatSigned, listed } from '../../tables/format';

/** What explanations are about, in words. */
export interface Explained {
  /** Of the original report: "72.70 %", "−1.84 points". */
  readonly number: string;
  /** What the rows count: runs or pairs. */
  readonly of: 'run' | 'pair';
}

/** The original's loss by distillation, which is to be explained. */
export const lostPoints: Explained = {
  number: `${formatSigned(originalGainPts)} points`,
  of: 'pair',
};

/** How far a mean goes from the sound recipe's to the original's number. */
function shareWords(sharePct: number): string {
  const text = formatNumber(Math.abs(sharePct), 0);
  if (text === '0') return 'no part of the way';
  if (sharePct < 0) return `${text} % the other way`;
  return sharePct > 100 ? `${text} % of the way, past it` : `${text} % of the way`;
}

/**
 * What the original report's number fits, in a sentence.
 * @param rows the sound recipe first
 */
export function explanationSentence(
  rows: readonly ExplanationRow[],
  { number, of }: Explained,
): string {
  const suspects = rows.filter(({ suspect }) => suspect !== noSuspect);
  const fitting = suspects.filter(({ fit }) => fit === 'fits');
  const open = suspects.filter(({ fit }) => fit === 'not decidable yet');
  const rest =
    open.length === 0
      ? ''
      : ` ${list(open)} ${open.length === 1 ? 'has' : 'have'} too few ${of}s yet.`;
  if (open.length === suspects.length) {
    const why = `too few ${of}s so far`;
    return soundFit(rows) === 'does not fit'
      ? `**The recipe as it is does not give ${number}; what does is open: ${why}.**`
      : `**What brings about ${number} is open: ${why}.**`;
  }
  if (fitting.length > 0) {
    const found = listed(
      fitting.map(
        ({ suspect, explainedPct }) =>
          `*${suspect}* (${shareWords(explainedPct ?? 0)} in the mean)`,
      ),
    );
    return `**The original's ${number} fits ${found}; ${soundWords(rows, of)}.**${rest}`;
  }
  const all = open.length === 0 ? 'None of the suspects' : 'None of the suspects decided so far';
  return `**${all} brings about the original's ${number}; ${nearestWords(suspects)}.**${rest}`;
}

function soundFit(rows: readonly ExplanationRow[]) {
  return rows.find(({ suspect }) => suspect === noSuspect)?.fit;
}

function soundWords(rows: readonly ExplanationRow[], of: string): string {
  const fit = soundFit(rows);
  if (fit === 'fits') return 'but the recipe as it is may give it by chance too';
  if (fit === 'does not fit') return 'it does not fit the recipe as it is';
  return `of the recipe as it is there are too few ${of}s`;
}

function nearestWords(suspects: readonly ExplanationRow[]): string {
  const judged = suspects
    .filter(({ mean, fit }) => mean !== null && fit !== 'not decidable yet')
    .sort((a, b) => distance(a) - distance(b));
  const [nearest] = judged;
  if (nearest === undefined) return 'there is no run yet';
  if (judged.length > 1 && judged.every(goesAway)) {
    return `each goes the other way, *${nearest.suspect}* least (${formatNumber(-(nearest.explainedPct ?? 0), 0)} % of it)`;
  }
  return `nearest comes *${nearest.suspect}*, which goes ${shareWords(nearest.explainedPct ?? 0)}`;
}

/** Whether a mean lies on the other side of the sound recipe's than the original's number, by more than rounding. */
function goesAway({ explainedPct }: ExplanationRow): boolean {
  return Math.round(explainedPct ?? 0) < 0;
}

function distance({ mean, original }: ExplanationRow): number {
  return Math.abs((mean ?? Number.POSITIVE_INFINITY) - original);
}

/** "*a*, *b* and *c*" */
function list(rows: readonly ExplanationRow[]): string {
  return listed(rows.map(({ suspect }) => `*${suspect}*`));
}

/** The same as a figure's title, without its emphasis. */
export function explanationTitle(rows: readonly ExplanationRow[], explained: Explained): string {
  const [sentence = ''] = explanationSentence(rows, explained).split('.** ');
  return sentence.replaceAll('*', '').replace(/\.$/, '');
}
