import { studentAlone } from '../studies/original';
import { original } from '../studies/original-recipe/study';
import { standardErrors, timingNoise } from './errata-table';
import { formatCount, formatNumber, formatPct, formatSigned } from './format';
import { type OriginalRow, originalReport } from './original-report';
import type { SizeRow } from './size-table';
import { spreadOf } from './spread';
import { holds, type Outcome, type VerdictRow } from './verdict-row';
import { onlyGains, testPcts, type VerdictSources } from './verdict-sources';
import { accuracies, isOneOf, measuredInWords } from './verdict-words';

const { teacher, alone, distilled } = originalReport;
const models = [teacher, alone, distilled] as const;
/** As the report prints them. */
const PRINTED = { sizeRatio: '43.4', dropPct: '14.8', dropPoints: '12.27', standardErrors: '2.9' };
/** By how much the plain student is thought to be low, give or take one. */
const LOW_POINTS = 7;

/** What is wrong in the report's own numbers and words, worked out again: confirmed means that it is wrong. */
export function erratumVerdicts(sources: VerdictSources): VerdictRow[] {
  return [
    score(),
    sizeRatio(sources.sizes),
    relativeDrop(),
    timesApart(),
    notResNet(sources.sizes),
    sampling(sources),
    lowBaseline(sources),
  ];
}

function score(): VerdictRow {
  const perMs = (row: OriginalRow) => row.accuracyPct / row.inferenceMs;
  const byFootnote = (row: OriginalRow) => perMs(row) / row.megabytes;
  const are = (formula: (row: OriginalRow) => number) =>
    models.every((row) => formatNumber(formula(row)) === formatNumber(row.score));
  const list = (formula: (row: OriginalRow) => number, digits: number) =>
    models.map((row) => formatNumber(formula(row), digits)).join(', ');
  return erratum(
    'The score column is accuracy / time, not accuracy / (size × time) as its footnote says',
    holds(are(perMs) && !are(byFootnote)),
    `accuracy / time gives ${list(perMs, 3)}, as printed; the footnote's formula ${list(byFootnote, 2)}`,
  );
}

function sizeRatio(sizes: readonly SizeRow[]): VerdictRow {
  const counted = formatNumber(Math.max(...sizes.map((row) => row.megabytesRatio)), 1);
  const ofRounded = formatNumber(teacher.megabytes / alone.megabytes, 1);
  return erratum(
    'The size ratio from bytes is 43.5; 43.4 comes from rounded figures',
    holds(counted === '43.5' && ofRounded === PRINTED.sizeRatio),
    `counted ${counted}, from the printed megabytes ${ofRounded}`,
  );
}

function relativeDrop(): VerdictRow {
  const points = teacher.accuracyPct - distilled.accuracyPct;
  const relative = formatNumber((100 * points) / teacher.accuracyPct, 1);
  return erratum(
    '"14.8% accuracy drop" is relative; in points it is 12.27',
    holds(relative === PRINTED.dropPct && formatNumber(points) === PRINTED.dropPoints),
    `${formatNumber(points)} of ${formatNumber(teacher.accuracyPct)} points are ${relative} %`,
  );
}

/** With one time for both students, whichever of the two, the plain student's score is the higher. */
function timesApart(): VerdictRow {
  const turns = [alone.inferenceMs, distilled.inferenceMs].every(
    (milliseconds) => distilled.accuracyPct / milliseconds < alone.accuracyPct / milliseconds,
  );
  const withLonger = formatNumber(distilled.accuracyPct / alone.inferenceMs);
  return erratum(
    'Timing noise alone makes the distilled score of 2.74 higher than 2.62',
    holds(turns),
    `one network, timed twice, ${formatPct(100 * timingNoise(), 0)} apart; with the other's time ` +
      `the distilled student's score is ${withLonger}`,
  );
}

function notResNet(sizes: readonly SizeRow[]): VerdictRow {
  const counted = sizes.find(({ method }) => method === 'teacher')?.parameters ?? 0;
  return erratum(
    'The teacher is no ResNet18, which has 17 convolutions and a dense layer',
    holds(counted === teacher.parameters),
    `seven convolutions and a dense layer have ${formatCount(counted)} parameters, as printed`,
  );
}

function sampling(sources: VerdictSources): VerdictRow {
  const { n, sd } = spreadOf(onlyGains(sources, original.name));
  const found = formatNumber(standardErrors(), 1);
  const seeds =
    sd === null
      ? 'how seeds scatter is not known before the second pair'
      : `between seeds our gains scatter by ${formatNumber(sd)} points (sd, n = ${n} pairs)`;
  return erratum(
    '−1.84 is at least 2.9 standard errors of drawing test images, seeds not counted',
    holds(found === PRINTED.standardErrors),
    `${found} as if each had images of its own, more with the same ones; ${seeds}`,
  );
}

/** The recipe as it is stated gives a better plain student than the one that the distilled was compared with. */
function lowBaseline(sources: VerdictSources): VerdictRow {
  const measured = accuracies(testPcts(sources, studentAlone));
  const { mean } = spreadOf(measured.values);
  const above = mean === null ? 0 : mean - alone.accuracyPct;
  const isOne = isOneOf(alone.accuracyPct, measured);
  return erratum(
    "The plain student's 72.70 % is itself low by about 7 points",
    isOne === 'not decidable yet'
      ? isOne
      : holds(isOne === 'refuted' && Math.abs(above - LOW_POINTS) <= 1),
    `${mean === null ? '' : `here ${formatSigned(above)} points: `}${measuredInWords(measured)}`,
  );
}

function erratum(statement: string, verdict: Outcome, decidedBy: string): VerdictRow {
  return { kind: 'erratum', statement, verdict, decidedBy };
}
