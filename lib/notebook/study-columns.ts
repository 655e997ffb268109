/** The columns that the notebooks show of the tables of studies, under the names that a reader sees. */
import type { ExplanationRow } from '../tables/explanation-rows';
import { formatP } from '../tables/format';
import type { PairedComparisonRow } from '../tables/paired-comparison';
import type { Row } from '../tables/row';
import { picked } from './columns';
import type { TableWords } from './show';

export const armColumns = {
  arm: 'arm',
  n: 'runs',
  planned: 'planned',
  testMeanPct: 'test accuracy, mean (%)',
  testSdPct: 'standard deviation',
  testLowestPct: 'lowest',
  testHighestPct: 'highest',
  validationMeanPct: 'validation accuracy, mean (%)',
} as const;

/** Two digits in every column. */
const two = (columns: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.values(columns).map((name) => [name, 2]));

export const armWords: TableWords = {
  name: 'arms',
  caption:
    "Accuracy after the last epoch over the seeds of each arm, counted from the runs' test logits.",
  decimals: { ...two(armColumns), runs: 0, planned: 0 },
};

const comparisonColumns = {
  arm: 'arm',
  control: 'against',
  n: 'pairs',
  above: 'above',
  meanGainPts: 'gain (points)',
  sdPts: 'sd',
  tLowPts: '95 % from',
  tHighPts: 'to',
  signFlipP: 'sign-flip p',
  holmP: 'after Holm',
  verdict: 'verdict',
} as const;

/** Comparisons with their tests, p as a reader expects it. */
export function comparisonTable(rows: readonly PairedComparisonRow[]): Row[] {
  const p = (value: number | null) => (value === null ? null : formatP(value));
  return picked(
    rows.map((row) => ({ ...row, signFlipP: p(row.signFlipP), holmP: p(row.holmP) })),
    comparisonColumns,
  );
}

export const comparisonTableWords: TableWords = {
  name: 'paired-comparisons',
  caption:
    "Paired by seed, in points of test accuracy: exact sign-flip test, Student's 95 % interval of the mean. A gain or " +
    'loss needs both: p below 0.05 after Holm within the study, and an interval that leaves out 0.',
  decimals: { ...two(comparisonColumns), pairs: 0, above: 0 },
};

const explanationColumns = {
  suspect: 'suspect',
  n: 'n',
  mean: 'mean',
  sd: 'sd',
  explainedPct: 'of the way (%)',
  expectedLow: 'one more expected from',
  expectedHigh: 'to',
  original: 'original report',
  fit: 'fit',
} as const;

/** Suspects with what they bring about. */
export function explanationTable(rows: readonly ExplanationRow[]): Row[] {
  return picked(rows, explanationColumns);
}

const explanationDecimals = { ...two(explanationColumns), n: 0, 'of the way (%)': 0 };

export const gainWords: TableWords = {
  name: 'gain-explanations',
  caption:
    'Distilled minus alone by suspect, in points of test accuracy, and where one more pair is expected (95 %): does ' +
    "the original's lie there? The way leads from no difference to the original's.",
  decimals: explanationDecimals,
};

export const scaleColumns = {
  arm: 'arm',
  soft: 'soft term',
  hard: 'hard term',
  softToHard: 'soft to hard',
  timesWeaker: 'soft term weaker by',
} as const;

export const scaleWords: TableWords = {
  name: 'scale-gradient',
  caption:
    "Mean length over the test images of the gradient with respect to the student's logits, weights and mistakes included.",
  decimals: { 'soft term': 4, 'hard term': 4, 'soft to hard': 3, 'soft term weaker by': 0 },
};
