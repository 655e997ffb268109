import { describe, expect, it } from 'vitest';
import { gate } from '../../bench/gate';

/** A loop of `steps` steps of 4 images, which notes each step it does. */
function countingLoop(steps: number) {
  const done: number[] = [];
  const { pass, block } = gate((report: { loss: number; images: number }) => report.images);
  const loop = async (): Promise<void> => {
    for (let step = 1; step <= steps; step++) {
      done.push(step);
      await pass({ loss: step / 10, images: 4 });
    }
  };
  return { done, run: block(loop) };
}

describe('gate', () => {
  it('lets exactly so many steps through, block after block', async () => {
    const { done, run } = countingLoop(100);
    expect(await run(3)).toMatchObject({ images: 12, loss: 0.3 });
    await new Promise(setImmediate);
    expect(done).toEqual([1, 2, 3]);
    expect(await run(2)).toMatchObject({ images: 8, loss: 0.5 });
    expect(done).toEqual([1, 2, 3, 4, 5]);
  });
  it('passes on why the loop failed', async () => {
    const { block } = gate(() => 1);
    await expect(block(() => Promise.reject(new Error('out of images')))(1)).rejects.toThrow(
      'out of images',
    );
  });
  it('does not wait for ever on a loop that ends early', async () => {
    const { run } = countingLoop(2);
    await expect(run(5)).rejects.toThrow('the loop ended while it was being timed');
  });
});
