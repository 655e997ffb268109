let eager = false;

/**
 * Asks training and evaluation to call kernel by kernel in place of running graphs, as TensorFlow's
 * `tf.config.run_functions_eagerly` does: to profile kernels, or to look at values on the way. Results are the
 * same, only slower.
 */
export function runEagerly(wanted: boolean): void {
  eager = wanted;
}

/** Whether graphs are to be left out. */
export function runsEagerly(): boolean {
  return eager;
}
