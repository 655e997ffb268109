import type { Method } from './method';

/**
 * What the original report states, quoted, never recomputed: its table "Performance Metrics" as printed there.
 * Source: a public README, "Model Distillation: Using CIFAR-10 dataset", section "Experimental Results", table
 * "Performance Metrics". One number each; how many runs and training images stand behind it is not said.
 */
export const originalReport = {
  teacher: {
    accuracyPct: 83.13,
    megabytes: 17.81,
    parameters: 4_664_970,
    /** Milliseconds a forward pass, mean over 100 batches; neither hardware nor batch size is given. */
    inferenceMs: 111.29,
    /** Printed as accuracy / (size × time); the numbers are accuracy / time. */
    score: 0.75,
  },
  alone: {
    accuracyPct: 72.7,
    megabytes: 0.41,
    parameters: 106_826,
    inferenceMs: 27.76,
    score: 2.62,
  },
  distilled: {
    accuracyPct: 70.86,
    megabytes: 0.41,
    parameters: 106_826,
    inferenceMs: 25.82,
    score: 2.74,
  },
} as const;

/** A line of that table. */
export type OriginalRow = (typeof originalReport)[keyof typeof originalReport];

/** What its text states besides that table. */
export const originalStatements = {
  /** How many times fewer parameters, and fewer bytes, the student has. */
  parametersRatio: 43.7,
  bytesRatio: 43.4,
  /** How many percent of the teacher's bytes the student saves. */
  smallerPct: 97.7,
  /** How many times faster it is at inference. */
  faster: 4.3,
  /** From teacher to distilled student: relative to the teacher in percent, and in points. */
  dropPct: 14.8,
  gapPts: 12.27,
} as const;

/** The original report's line of a method; undefined for what it did not have. */
export function originalRow(method: Method): OriginalRow | undefined {
  return method === 'control' ? undefined : originalReport[method];
}
