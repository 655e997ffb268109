import type { Family } from '../studies/study';

/** A method's runs with their answers to the test images. */
export interface ModelRuns {
  /** Shown in tables and figures. */
  readonly model: string;
  readonly method: Family;
  /** One a seed. */
  readonly runs: readonly {
    readonly seed: number;
    /** [images * classes] */
    readonly logits: Float32Array;
  }[];
}
