import type { Block } from './protocol';

/** What a gate needs to know of a step. */
interface Passing {
  /** Mean loss so far. */
  readonly loss: number;
}

/**
 * Halts a loop that reports after every step, so that it can be timed a block at a time: `pass` is what
 * the loop calls and awaits, `block` starts it and lets so many steps through.
 * @param imagesOf how many images the step had that reports
 */
export function gate<Report extends Passing>(imagesOf: (report: Report) => number) {
  let left = 0;
  let images = 0;
  let resume: (() => void) | undefined;
  let finish: (loss: number) => void = () => undefined;

  const pass = async (report: Report): Promise<void> => {
    images += imagesOf(report);
    left -= 1;
    if (left > 0) return;
    const resumed = new Promise<void>((resolve) => {
      resume = resolve;
    });
    finish(report.loss);
    await resumed;
  };

  const block = (loop: () => Promise<void>) => {
    let running: Promise<never> | undefined;
    return async (steps: number): Promise<Block> => {
      left = steps;
      images = 0;
      const finished = new Promise<number>((resolve) => {
        finish = resolve;
      });
      const start = performance.now();
      resume?.();
      running ??= loop().then(() => {
        throw new Error('the loop ended while it was being timed');
      });
      const loss = await Promise.race([finished, running]);
      return { seconds: (performance.now() - start) / 1000, images, loss };
    };
  };
  return { pass, block };
}
