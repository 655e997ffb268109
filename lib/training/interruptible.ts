/**
 * Runs something that an interrupt stops: Ctrl-C in a terminal, an interrupt of the kernel in a notebook, where an async
 * loop would otherwise go on after its cell has ended.
 * @param work given a signal that fires on the interrupt
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  await new Promise(setImmediate); // what a cell's synchronous part installs is taken away when that part ends
  process.once('SIGINT', interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}
