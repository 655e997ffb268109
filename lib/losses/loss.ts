import type { Term } from '../terms/term';

/** A term with its share of the objective. */
export interface WeightedTerm {
  readonly term: Term;
  readonly weight: number;
  /** The weight rises linearly over so many epochs; 0 or nothing: it is there from the start. */
  readonly warmupEpochs?: number;
}

/**
 * What training minimises: L = mean over the batch of Σ weight · term. The training loop never asks which method
 * a term belongs to, only what it needs.
 */
export type Loss = readonly WeightedTerm[];

/** What a loss needs, all its terms together. */
export interface LossNeeds {
  /** Whether anything of a teacher is needed. */
  readonly teacher: boolean;
  readonly studentLayers: readonly string[];
  readonly teacherLayers: readonly string[];
}

export function needsOf(loss: Loss): LossNeeds {
  const needs = loss.map(({ term }) => term.needs);
  const unique = (names: readonly string[]) => [...new Set(names)];
  const teacherLayers = unique(needs.flatMap((one) => one.teacherLayers ?? []));
  return {
    teacher: teacherLayers.length > 0 || needs.some((one) => one.teacherLogits === true),
    studentLayers: unique(needs.flatMap((one) => one.studentLayers ?? [])),
    teacherLayers,
  };
}

/** Whether every term says that it can be traced. */
export function isTraceable(loss: Loss): boolean {
  return loss.every(({ term }) => term.traceable === true);
}

/**
 * A term's weight in an epoch: weight · min(1, epoch / warmupEpochs).
 * @param epoch 1 for the first
 */
export function weightIn({ weight, warmupEpochs = 0 }: WeightedTerm, epoch: number): number {
  return warmupEpochs === 0 ? weight : weight * Math.min(1, epoch / warmupEpochs);
}
