/**
 * What TensorFlow reads from the environment when it is loaded. Import this before the library.
 *
 * oneDNN is asked for by name because TensorFlow leaves it off on processors without AVX-512, where its
 * convolutions are up to fifty times faster than the default ones (the input gradient of a 512-512
 * convolution on a 2x2 map: 18 ms against 810 ms on a Zen 3).
 */
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
// Lets TensorFlow keep the prepared gradients of convolutions instead of preparing them in every step.
process.env.TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE ??= '0';
// A recipe says what it is computed in: oneDNN is not to round the factors of float32 products by itself.
for (const prefix of ['TF_SET_ONEDNN', 'ONEDNN_DEFAULT', 'DNNL_DEFAULT']) {
  delete process.env[`${prefix}_FPMATH_MODE`];
}

/** What TensorFlow reads to take so many threads within a kernel, and so many kernels at a time. */
export function threadVariables(threads: number) {
  const count = String(threads);
  return { TF_NUM_INTRAOP_THREADS: count, TF_NUM_INTEROP_THREADS: count };
}

/**
 * Limits TensorFlow to so many threads; only heeded before TensorFlow is loaded. Committed runs use 1: the last
 * bits of a sum depend on the number of threads.
 */
export function setThreads(threads: number): void {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`setThreads: expected a whole number from 1 up, got ${threads}`);
  }
  Object.assign(process.env, threadVariables(threads));
}
