import type { Method } from './method';

/** A line of the original report's table "Performance Metrics", as printed there. */
export interface OriginalRow {
  readonly accuracyPct: number;
  readonly megabytes: number;
  readonly parameters: number;
  /** Milliseconds a forward pass, mean over 100 batches; neither hardware nor batch size is given. */
  readonly inferenceMs: number;
  /** Printed as accuracy / (size × time); the numbers are accuracy / time. */
  readonly score: number;
}

/**
 * What the original report states, quoted, never recomputed.
 * Source: "Model Distillation: Using CIFAR-10 dataset", section "Experimental Results", table
 * "Performance Metrics" (training on 50,000 images, one run each).
 */
export const originalReport: Readonly<Record<'teacher' | 'alone' | 'distilled', OriginalRow>> = {
  teacher: {
    accuracyPct: 83.13,
    megabytes: 17.81,
    parameters: 4_664_970,
    inferenceMs: 111.29,
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
};

/** The original report's line of a method; undefined for what it did not have. */
export function originalRow(method: Method): OriginalRow | undefined {
  return method === 'control' ? undefined : originalReport[method];
}
