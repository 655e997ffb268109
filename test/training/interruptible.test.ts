import { describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { interruptible } from '../../lib/training/interruptible';
import { RunStopped } from '../../lib/training/progress';
import { train } from '../../lib/training/train';
import { smallRecipe } from '../support/small-recipe';

describe('interruptible', () => {
  it('fires its signal on an interrupt of the process, and leaves no handler behind', async () => {
    const handlers = process.listenerCount('SIGINT');
    const stopped = await interruptible(async (signal) => {
      expect(signal.aborted).toBe(false);
      process.emit('SIGINT');
      return signal.aborted;
    });
    expect(stopped).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(handlers);
  });
});

describe('train, given no signal', () => {
  it('stops after the current batch on an interrupt of the process', async () => {
    const steps: number[] = [];
    const running = train(recipe(smallRecipe), 0, {
      onProgress: ({ step }) => {
        steps.push(step);
        process.emit('SIGINT');
      },
    });
    await expect(running).rejects.toThrow(RunStopped);
    expect(steps).toEqual([1]);
  });
});
