import { afterAll, describe, expect, it } from 'vitest';
import { trainTogether } from '../../lib/notebook/train-together';
import { closeBrowser } from '../../lib/pictures/browser';
import { recipe } from '../../lib/recipes/recipe';
import { RunStopped } from '../../lib/training/progress';
import { train } from '../../lib/training/train';
import { smallRecipe } from '../support/small-recipe';
import { recordingDisplay } from './recording-display';

afterAll(closeBrowser);

const alone = recipe({
  ...smallRecipe,
  name: 'alone',
  limit: { training: 96, validation: 40, test: 20 },
});
const smoothed = recipe({
  ...alone,
  name: 'smoothed',
  objective: { kind: 'labels', smoothing: 0.1 },
});

describe('trainTogether', () => {
  it('ends with the numbers that each recipe gives by itself, and draws both curves in one figure', async () => {
    const { display, outputs } = recordingDisplay();
    const contestants = [
      { recipe: alone, label: 'plain' },
      { recipe: smoothed, label: 'smoothed' },
    ];
    const together = await trainTogether(contestants, 3, display);
    for (const [at, one] of [alone, smoothed].entries()) {
      const { history, testAccuracy } = await train(one, 3);
      expect(together[at]).toMatchObject({ history, testAccuracy });
    }
    const last = JSON.stringify(outputs.at(-1)?.bundle);
    expect(last).toContain('live-comparison');
    expect(last).toMatch(/plain \d+\.\d %, smoothed \d+\.\d %/);
    expect(last).toContain('"live":true');
  });

  it('stops the others when one fails, and says why it failed', async () => {
    const { display } = recordingDisplay();
    const teacher = 'nobody-00000000-s0';
    const objective = { kind: 'logits', temperature: 4, softWeight: 1, hardWeight: 0 } as const;
    const orphan = recipe({ ...alone, name: 'orphan', objective, teacher });
    const running = trainTogether([{ recipe: alone }, { recipe: orphan }], 0, display);
    await expect(running).rejects.toThrow(/nobody-00000000-s0/);
  });

  it('stops all runs on an interrupt', async () => {
    const { display } = recordingDisplay();
    const running = trainTogether([{ recipe: alone }, { recipe: smoothed }], 0, display);
    setTimeout(() => process.emit('SIGINT'), 30);
    await expect(running).rejects.toThrow(RunStopped);
  });
});
