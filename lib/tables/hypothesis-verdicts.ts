import { confirmationName, gridName, originalCell } from '../study/grid-stage';
import { originalGainPts } from './explanation-rows';
import { originalPairs } from './finding-verdicts';
import { formatSigned } from './format';
import { gainInWords, pairCount } from './gain-words';
import { type GridRow, gridRows } from './grid-rows';
import { originalReport } from './original-report';
import { gains, type Outcome, opposite, type VerdictRow } from './verdict-row';
import { belowTeacher, onlyComparison, type VerdictSources } from './verdict-sources';
import { isOneOf, type Measured, measuredInWords } from './verdict-words';

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
    cause(
      '"Potential optimization challenges or hyperparameter sensitivity"',
      span(grid, 'all cells'),
    ),
  ];
}

/** What the report warns of. */
export function limitationVerdicts(sources: VerdictSources): VerdictRow[] {
  const { teacher, distilled } = originalReport;
  const drop: Measured = { values: belowTeacher(sources).points, unit: 'points', of: 'run' };
  const comparison = onlyComparison(sources, 'original');
  const kind = 'limitation';
  return [
    {
      kind,
      statement: '"12.27% accuracy drop may be significant for some applications"',
      verdict: isOneOf(teacher.accuracyPct - distilled.accuracyPct, drop),
      decidedBy: measuredInWords(drop),
    },
    {
      kind,
      statement: '"Distillation Effectiveness: Need for methodology refinement"',
      verdict: comparison === undefined ? 'not decidable yet' : opposite(gains(comparison)),
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
 * Whether a suspect can have caused the loss. None can where the recipe with the same network, temperature
 * and weights does not lose as much: then what cost 1.84 points is not in the recipe.
 */
function causeOf(sources: VerdictSources, statement: string, also: string): VerdictRow {
  const pairs = originalPairs(sources);
  const fit = isOneOf(originalGainPts, pairs);
  const verdict: Outcome = fit === 'confirmed' ? 'not decidable' : fit;
  const words = `${measuredInWords(pairs)}; the report's is ${formatSigned(originalGainPts)}`;
  return {
    kind: 'hypothesis',
    statement: `${statement}, as cause of the loss`,
    verdict,
    decidedBy: `${words}${also && ` (${also})`}`,
  };
}

function gridOf({ studies, records }: VerdictSources): GridRow[] {
  const study = studies.find(({ name }) => name === gridName);
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

/** The cell that the validation images chose, on the test images. */
function search(sources: VerdictSources): Pick<VerdictRow, 'verdict' | 'decidedBy'> {
  const comparison = onlyComparison(sources, confirmationName);
  if (comparison === undefined) {
    return {
      verdict: 'not decidable yet',
      decidedBy: 'the grid is not complete: no cell is chosen',
    };
  }
  return {
    verdict: gains(comparison),
    decidedBy: `validation images chose ${comparison.arm}; on test images ${gainInWords(comparison)}`,
  };
}

function epochsOf({ studies }: VerdictSources): string {
  const epochs = studies.flatMap(({ arms }) => arms.map(({ recipe }) => recipe.epochs));
  return [...new Set(epochs)].join(' or ');
}
