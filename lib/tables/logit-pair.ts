/** The test logits of both runs of a pair, [images * classes]. */
export interface LogitPair {
  readonly seed: number;
  readonly arm: Float32Array;
  readonly control: Float32Array;
}
