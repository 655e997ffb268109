import { confirmationName } from '../studies/chosen-cell/study';
import { averagedOverClasses, lossScale, withoutSquare } from '../studies/loss-scale/study';
import { studentDistilled } from '../studies/original';
import { original } from '../studies/original-recipe/study';
import { originalCell } from '../studies/temperature-and-weight/stages';
import { grid as gridStudy } from '../studies/temperature-and-weight/study';
import { originalGainPts } from './explanation-rows';
import { originalPairs, pointsBelowTeacher } from './finding-verdicts';
import { formatSigned } from './format';
import { gainInWords, pairCount } from './gain-words';
import { type GridRow, gridRows } from './grid-rows';
import { gains, opposite, type VerdictRow } from './verdict-row';
import { comparisonOf, type VerdictSources } from './verdict-sources';
import { isOneOf, measuredInWords } from './verdict-words';

/** What the report suspects behind its −1.84 points. */
export function hypothesisVerdicts(sources: VerdictSources): VerdictRow[] {
  const { temperature, softWeight } = originalCell;
  const grid = gridOf(sources);
  const cause = (statement: string, also: string) => causeOf(sources, statement, also);
  return [
    cause(
      '"Capacity Mismatch: Student network may be too small to effectively capture teacher knowledge"',
      'the same network as there',
    ),
    cause(
      '"Temperature Sensitivity: T = 4.0 might be suboptimal"',
      span(
        grid.filter((row) => row.softWeight === softWeight),
        `T = 1 to 5 at soft weight ${softWeight}`,
      ),
    ),
    cause(
      '"Loss Balance: α = 0.7 may overemphasize soft targets"',
      span(
        grid.filter((row) => row.temperature === temperature),
        `soft weights 0.1 to 0.9 at T = ${temperature}`,
      ),
    ),
    balance(sources),
    optimization(sources, span(grid, 'all cells')),
  ];
}

/** What the report warns of. */
export function limitationVerdicts(sources: VerdictSources): VerdictRow[] {
  const drop = pointsBelowTeacher(sources);
  const comparison = comparisonOf(sources, original.name);
  const kind = 'limitation';
  return [
    {
      kind,
      statement: '"12.27% accuracy drop may be significant for some applications"',
      verdict: drop.values.length === 0 ? 'not decidable yet' : 'not decidable',
      decidedBy: `the application decides; by the recipe as stated it is ${measuredInWords(drop)}`,
    },
    {
      kind,
      statement: '"Distillation Effectiveness: Need for methodology refinement"',
      verdict: opposite(gains(comparison)),
      decidedBy: comparison === undefined ? pairCount(0) : `as it is: ${gainInWords(comparison)}`,
    },
    {
      kind,
      statement: '"Architecture Dependency: Results may vary with different model architectures"',
      verdict: 'not decidable',
      decidedBy: 'one pair of architectures was trained, there and here',
    },
  ];
}

/** What the report recommends, where anything was tried here, and what was not. */
export function recommendationVerdicts(sources: VerdictSources): VerdictRow[] {
  const kind = 'recommendation';
  return [
    {
      kind,
      statement: '"Hyperparameter Optimization: Grid search for T … and α …"',
      ...search(sources),
    },
    {
      kind,
      statement: '"Training Duration: Extended training with learning rate scheduling"',
      verdict: 'not decidable',
      decidedBy: `every run has the report's ${epochsOf(sources)} epochs`,
    },
    {
      kind,
      statement: 'Larger students, several teachers, features, attention, curricula, adversaries',
      verdict: 'not decidable',
      decidedBy: 'not tried here',
    },
  ];
}

/**
 * Whether a suspect can have caused the loss by itself. It cannot where the recipe as stated, with the same network,
 * temperature and weights, does not lose as much; with something else in that program it still may have had a part.
 */
function causeOf(sources: VerdictSources, statement: string, also: string): VerdictRow {
  const fit = isOneOf(originalGainPts, originalPairs(sources));
  return {
    kind: 'hypothesis',
    statement: `${statement}, by itself the cause of the loss`,
    verdict: fit === 'confirmed' ? 'not decidable' : fit,
    decidedBy: `${lossInWords(sources)}${also && ` (${also})`}`,
  };
}

function lossInWords(sources: VerdictSources): string {
  const pairs = measuredInWords(originalPairs(sources));
  return `${pairs}; the report's is ${formatSigned(originalGainPts)}`;
}

/** The soft term made weaker beside the same hard term: the two single mistakes in its scale. */
function balance(sources: VerdictSources): VerdictRow {
  const rows = [averagedOverClasses, withoutSquare].map((weaker) =>
    comparisonOf(
      sources,
      lossScale.name,
      ({ arm, control }) => arm === weaker && control.recipe === studentDistilled,
    ),
  );
  const outcomes = rows.map(gains);
  const [first = 'not decidable yet'] = outcomes;
  const agreed = outcomes.every((one) => one === first) ? first : 'not decidable';
  const words = rows.map(gainInWords);
  return {
    kind: 'hypothesis',
    statement: '"Loss Balance: α = 0.7 may overemphasize soft targets"',
    verdict: outcomes.includes('not decidable yet') ? 'not decidable yet' : agreed,
    decidedBy: `beside the same hard term a soft term 10 times weaker: ${words[0]}; 16 times weaker: ${words[1]}`,
  };
}

/** Another recipe or program would be a fault of optimisation too, so a recipe that does not lose refutes none. */
function optimization(sources: VerdictSources, also: string): VerdictRow {
  const fit = isOneOf(originalGainPts, originalPairs(sources));
  return {
    kind: 'hypothesis',
    statement: '"Potential optimization challenges or hyperparameter sensitivity"',
    verdict: fit === 'not decidable yet' ? fit : 'not decidable',
    decidedBy: `its program is not known; by the recipe as stated: ${lossInWords(sources)}${also && ` (${also})`}`,
  };
}

function gridOf({ studies, records }: VerdictSources): GridRow[] {
  const study = studies.find(({ name }) => name === gridStudy.name);
  return study === undefined ? [] : gridRows(study, records);
}

/** How far the gains of some cells reach, on validation images; empty while one of them lacks a run. */
function span(cells: readonly GridRow[], name: string): string {
  const known = cells.flatMap(({ gainPts }) => (gainPts === null ? [] : [gainPts]));
  if (known.length === 0 || known.length < cells.length) return '';
  const n = Math.min(...cells.map((row) => row.n));
  return (
    `${name}: ${formatSigned(Math.min(...known))} to ${formatSigned(Math.max(...known))} points on ` +
    `validation images, n = ${pairCount(n)} a cell, exploratory`
  );
}

/** The cell that the validation images chose against the report's own, on the test images. */
function search(sources: VerdictSources): Pick<VerdictRow, 'verdict' | 'decidedBy'> {
  const helps = comparisonOf(sources, confirmationName);
  if (helps === undefined) {
    return {
      verdict: 'not decidable yet',
      decidedBy: 'the grid is not complete: no cell is chosen',
    };
  }
  const better = comparisonOf(
    sources,
    confirmationName,
    ({ control }) => control.recipe === studentDistilled,
  );
  if (better === undefined) {
    return { verdict: 'refuted', decidedBy: "validation images chose the report's own cell" };
  }
  return {
    verdict: gains(better),
    decidedBy:
      `validation images chose ${better.arm}; on test images against the report's own cell ` +
      `${gainInWords(better)}; against the student alone ${gainInWords(helps)}`,
  };
}

function epochsOf({ studies }: VerdictSources): string {
  const epochs = studies.flatMap(({ arms }) => arms.map(({ recipe }) => recipe.epochs));
  return [...new Set(epochs)].join(' or ');
}
