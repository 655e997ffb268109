import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal, a launcher and a cluster may each pass on one and the same signal. */
const SAME_SIGNAL_MILLISECONDS = 2000;

/**
 * Turns the signals that end a program into a wish to stop; one that comes seconds later ends it at once.
 * @param onStop called with the first one
 */
export function stopSignal(onStop: () => void): AbortSignal {
  const stop = new AbortController();
  let askedAt = 0;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (stop.signal.aborted) {
        if (Date.now() - askedAt < SAME_SIGNAL_MILLISECONDS) return;
        process.exit(128 + constants.signals[name]);
      }
      askedAt = Date.now();
      stop.abort();
      onStop();
    });
  }
  return stop.signal;
}
