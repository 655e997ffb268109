let recording = false;
let mixed = false;

/**
 * Computes something whose kernels may compute in bf16, as PyTorch's `autocast` does; see mixed-precision.ts.
 * @throws outside of a trace: tfjs has no tensors of bf16, so only a graph can hold them
 */
export function inMixedPrecision<T>(compute: () => T): T {
  if (!recording) {
    throw new Error(
      "bf16 is computed by graphs only, and this computation runs kernel by kernel; take math 'float32'.",
    );
  }
  const before = mixed;
  mixed = true;
  try {
    return compute();
  } finally {
    mixed = before;
  }
}

/** Whether what runs now may compute in bf16. */
export function isMixed(): boolean {
  return mixed;
}

/** Runs a computation that is being recorded. */
export function whileRecording<T>(compute: () => T): T {
  recording = true;
  try {
    return compute();
  } finally {
    recording = false;
  }
}
