/** What a term asks for besides the student's logits and the labels. */
export interface TermNeeds {
  readonly teacherLogits?: true;
  /** Layers whose outputs `studentFeature` gives. */
  readonly studentLayers?: readonly string[];
  /** Layers whose outputs `teacherFeature` gives. */
  readonly teacherLayers?: readonly string[];
}

/** Shapes of the outputs of named layers, without the batch. */
export interface LayerShapes {
  readonly student: (layer: string) => readonly number[];
  readonly teacher: (layer: string) => readonly number[];
}

/** A weight that a term trains along with the student and that the deployed model leaves out. */
export interface WeightSpec {
  readonly shape: readonly number[];
  /** Initial values are uniform in ±1/sqrt(fanIn). */
  readonly fanIn: number;
}
