import type { Recipe } from '../recipes/recipe';
import { studentAlone, studentDistilled, teacherOriginal } from '../studies/original';
import { original, studentAlone50000 } from '../studies/original-recipe/study';
import { originalGainPts } from './explanation-rows';
import { gainInWords } from './gain-words';
import { originalReport } from './original-report';
import { leastPairs } from './paired-comparison';
import { gains, type Outcome, type VerdictRow } from './verdict-row';
import {
  belowTeacher,
  comparisonOf,
  oneTeacher,
  onlyGains,
  testPcts,
  type VerdictSources,
} from './verdict-sources';
import { accuracies, isOneOf, type Measured, measuredInWords } from './verdict-words';

const { teacher, alone, distilled } = originalReport;

/** What the report found: three accuracies, a surprise, a gap. */
export function findingVerdicts(sources: VerdictSources): VerdictRow[] {
  return [
    foundAgain(
      'The recipe brings the teacher to 83.13 %',
      teacher.accuracyPct,
      ofArm(sources, teacherOriginal),
    ),
    aloneReaches(sources),
    foundAgain(
      'The recipe brings the student distilled to 70.86 %',
      distilled.accuracyPct,
      ofArm(sources, studentDistilled),
    ),
    expected(sources),
    observed(sources),
    foundAgain(
      '"Teacher-to-student knowledge gap: 12.27% accuracy difference"',
      teacher.accuracyPct - distilled.accuracyPct,
      pointsBelowTeacher(sources),
    ),
  ];
}

/** The pairs of the original recipe: distilled minus alone, in points. */
export function originalPairs(sources: VerdictSources): Measured {
  return {
    values: onlyGains(sources, original.name),
    unit: 'points',
    of: 'pair',
    least: leastPairs,
  };
}

/** How far distilled students stay below the teacher that they learned from, in points. */
export function pointsBelowTeacher(sources: VerdictSources): Measured {
  return { values: belowTeacher(sources).points, unit: 'points', of: 'run', note: oneTeacher };
}

function ofArm(sources: VerdictSources, recipe: Recipe): Measured {
  return accuracies(testPcts(sources, recipe));
}

function foundAgain(statement: string, said: number, measured: Measured): VerdictRow {
  return finding(statement, isOneOf(said, measured), measuredInWords(measured));
}

function aloneReaches(sources: VerdictSources): VerdictRow {
  const row = foundAgain(
    'The recipe brings the student alone to 72.70 %',
    alone.accuracyPct,
    ofArm(sources, studentAlone),
  );
  const all = ofArm(sources, studentAlone50000);
  if (all.values.length === 0) return row;
  return { ...row, decidedBy: `${row.decidedBy}. On all 50,000 images: ${measuredInWords(all)}` };
}

function expected(sources: VerdictSources): VerdictRow {
  const comparison = comparisonOf(sources, original.name);
  return finding(
    '"Expected: Distilled student outperforms baseline student"',
    gains(comparison),
    gainInWords(comparison),
  );
}

/** Its number has to be one of our pairs, and our pairs have to lose. */
function observed(sources: VerdictSources): VerdictRow {
  const pairs = originalPairs(sources);
  const comparison = comparisonOf(sources, original.name);
  const fits = isOneOf(originalGainPts, pairs);
  const loses = comparison?.verdict === 'loss';
  return finding(
    '"Observed: Distilled student … performs 1.84% lower than baseline", as what the recipe gives',
    fits === 'confirmed' && !loses ? 'not decidable' : fits,
    measuredInWords(pairs),
  );
}

function finding(statement: string, verdict: Outcome, decidedBy: string): VerdictRow {
  return { kind: 'finding', statement, verdict, decidedBy };
}
