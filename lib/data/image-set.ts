/** Numbers of red, green and blue. */
export type Channels = readonly [number, number, number];

/** What a byte becomes before it enters a network: (byte/255 − mean)/sd of its channel. */
export interface Normalisation {
  /** On the scale 0 to 1. */
  readonly mean: Channels;
  /** Standard deviation on the scale 0 to 1, above 0. */
  readonly sd: Channels;
}

/** Images with their labels. */
export interface ImageSet {
  /** [images, 32, 32, 3], values 0 to 255, the channels red, green, blue. */
  readonly images: Uint8Array;
  /** [images], values 0 to classes − 1. */
  readonly labels: Uint8Array;
  /** [labels], where each image lies among `images`, when those hold more than the set or in another order. */
  readonly places?: Int32Array;
  /** Number of classes; a model that is evaluated on the set must have as many outputs. Not checked unless given. */
  readonly classes?: number;
  /** CIFAR-10's unless given. */
  readonly normalisation?: Normalisation;
}

/**
 * Checks that labels name classes.
 * @param what the set, for the message: "the training set"
 * @throws RangeError with the first label that is not a whole number from 0 to classes − 1
 */
export function checkLabels(labels: ArrayLike<number>, classes: number, what: string): void {
  for (let image = 0; image < labels.length; image++) {
    const label = labels[image] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(
        `Image ${image} of ${what} has label ${label}; expected 0 to ${classes - 1}, ` +
          `for ${classes} classes.`,
      );
    }
  }
}
