import type { PairedComparisonRow } from './paired-comparison';
import type { Fit } from './spread';

/** What became of a statement; 'not decidable yet' where runs or times are missing that would decide it. */
export type Outcome = 'confirmed' | 'refuted' | 'not decidable' | 'not decidable yet';

/** A statement about the original report's experiment, and what these runs and networks say of it. */
export type VerdictRow = {
  readonly kind:
    | 'finding'
    | 'efficiency'
    | 'hypothesis'
    | 'limitation'
    | 'recommendation'
    | 'erratum';
  /** In the report's words where they stand in quotation marks. */
  readonly statement: string;
  readonly verdict: Outcome;
  /** The number that decides, with n, or why none can. */
  readonly decidedBy: string;
};

/** A number that was found again, one that was not, or too few runs to say. */
export function foundAgain(fit: Fit): Outcome {
  if (fit === 'not decidable yet') return fit;
  return fit === 'fits' ? 'confirmed' : 'refuted';
}

/**
 * Whether a paired comparison bears out the statement that its arm gains. It waits for every planned pair:
 * to look again after each and stop at the first decision would decide too often.
 */
export function gains(comparison: PairedComparisonRow | undefined): Outcome {
  if (comparison === undefined) return 'not decidable yet';
  const { verdict, n, planned } = comparison;
  if (verdict === 'too few pairs' || n < planned) return 'not decidable yet';
  if (verdict === 'not decided') return 'not decidable';
  return holds(verdict === 'gain');
}

/** The opposite of a statement has the opposite verdict. */
export function opposite(outcome: Outcome): Outcome {
  if (outcome === 'confirmed') return 'refuted';
  return outcome === 'refuted' ? 'confirmed' : outcome;
}

/** A statement that needs no runs. */
export function holds(condition: boolean): Outcome {
  return condition ? 'confirmed' : 'refuted';
}
