import { formatNumber, formatSigned } from '../../tables/format';
import { pairCount, pInWords } from '../../tables/gain-words';
import { leastPairs, type PairedComparisonRow } from '../../tables/paired-comparison';
import { gains } from './phrases';

/** What a comparison's pairs come to, with both tests, and what may be claimed of it. */
export function pairsAnswer(row: PairedComparisonRow): string {
  return `${pairsSentence(row)} ${verdictSentence(row)}`;
}

/** Mean, spread and tests of a comparison; without the tests where there are too few pairs. */
export function pairsSentence(row: PairedComparisonRow): string {
  const { arm, control, n, above, meanGainPts, sdPts } = row;
  if (meanGainPts === null) return `Of *${arm}* and *${control}* there is no pair yet.`;
  if (n === 1) return `In the one pair there is *${arm}* ${gains(meanGainPts)} *${control}*.`;
  const spread = sdPts === null ? '' : ` (standard deviation ${formatNumber(sdPts)})`;
  return (
    `On average over ${pairCount(n)} *${arm}* ${gains(meanGainPts)} *${control}*${spread}, ahead in ` +
    `${above} of ${n}.${tests(row)}`
  );
}

function tests({ signFlipP, holmP, tLowPts, tHighPts }: PairedComparisonRow) {
  if (signFlipP === null || holmP === null) return '';
  const corrected = holmP === signFlipP ? '' : ` (${pInWords(holmP)} after Holm)`;
  return (
    ` The exact sign-flip test gives ${pInWords(signFlipP)}${corrected}; Student's 95 % interval of the mean ` +
    `is ${interval(tLowPts, tHighPts)}.`
  );
}

function interval(low: number | null, high: number | null): string {
  return `${formatSigned(low ?? 0)} to ${formatSigned(high ?? 0)}`;
}

/** What may be said of the method, given the teacher that all these students learned from. */
export function verdictSentence(row: PairedComparisonRow): string {
  const { arm, control, n, planned, verdict } = row;
  switch (verdict) {
    case 'gain':
      return `**Significant by both tests: with this teacher, *${arm}* is better than *${control}*.**`;
    case 'loss':
      return `**Significant by both tests: with this teacher, *${arm}* is worse than *${control}*.**`;
    case 'not decided':
      return (
        `**${undecided(row)}: *${arm}* may be better or worse than *${control}*` +
        `${bound(row)}.**`
      );
    case 'too few pairs':
      return `**Too few pairs to say anything of the method: ${n} of ${planned} are there, and ${whyWait(n)}.**`;
  }
}

function whyWait(n: number): string {
  return n < leastPairs
    ? `with fewer than ${leastPairs} the exact sign-flip test cannot pass 0.05`
    : 'who stops where the result pleases proves nothing';
}

/** How large the mean difference may still be. */
function bound({ tLowPts, tHighPts }: PairedComparisonRow): string {
  if (tLowPts === null || tHighPts === null) return '';
  const most = Math.max(Math.abs(tLowPts), Math.abs(tHighPts));
  return `; a difference above ${formatNumber(most)} points is unlikely`;
}

function undecided({ holmP, tLowPts, tHighPts }: PairedComparisonRow): string {
  const test = holmP !== null && holmP < 0.05;
  const interval = tLowPts !== null && tHighPts !== null && (tLowPts > 0 || tHighPts < 0);
  if (test) return "The sign-flip test passes 0.05, but Student's interval includes 0";
  if (interval) return "Student's interval excludes 0, but the sign-flip test does not pass 0.05";
  return "The difference is not significant by the sign-flip test or Student's interval";
}

/** What a figure of one comparison shows. */
export function pairsTitle({ arm, control, n, meanGainPts, verdict }: PairedComparisonRow): string {
  if (meanGainPts === null) return `There is no pair of ${arm} and ${control} yet`;
  const mean = `${arm} ${gains(meanGainPts)} ${control} on average over ${pairCount(n)}`;
  const said = {
    gain: 'significant by both tests',
    loss: 'significant by both tests',
    'not decided': 'not significant',
    'too few pairs': 'too few to decide',
  }[verdict];
  return `${capital(mean)}: ${said}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
