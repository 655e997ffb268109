/**
 * Runs something that an interrupt of the kernel stops: tslab alone would leave an async loop running.
 * @param work given a signal that fires on the interrupt
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  await new Promise(setImmediate); // tslab sets a handler of its own after a cell's synchronous part
  process.once('SIGINT', interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}
