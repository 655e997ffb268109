import { afterAll, describe, expect, it } from 'vitest';
import { PLOTLY } from '../../lib/notebook/mime-types';
import { watchTraining } from '../../lib/notebook/watch-training';
import { closeBrowser } from '../../lib/pictures/browser';
import { recordingDisplay } from './recording-display';

afterAll(closeBrowser);

const size = { epochs: 2, steps: 4, batch: 10 };

function curveOf(outputs: ReturnType<typeof recordingDisplay>['outputs']) {
  return outputs[1]?.bundle[PLOTLY] as { data: { x: number[]; y: number[] }[] };
}

describe('watchTraining', () => {
  it('shows means over the epoch so far, and the validation after each epoch', async () => {
    const { display, outputs } = recordingDisplay();
    await watchTraining(
      size,
      async (watcher) => {
        for (const epoch of [1, 2]) {
          for (const step of [1, 2, 3, 4]) {
            await watcher.step({ epoch, step, loss: 3 - epoch, accuracy: step / 10 });
          }
          watcher.validation({ epoch, loss: 1, accuracy: 0.3 * epoch });
        }
      },
      { display, clock: () => 0, timeless: true },
    );
    expect(outputs[0]?.bundle['text/plain']).toBe('Done · loss 1.000 · accuracy 25.0 %');
    const [training, validation] = curveOf(outputs).data;
    expect(training?.y.map((pct) => Math.round(pct))).toEqual([10, 15, 20, 25, 10, 15, 20, 25]);
    expect(validation).toMatchObject({ x: [1, 2], y: [30, 60] });
  });

  it('ends the loop after the step in which the kernel was interrupted', async () => {
    const { display, outputs } = recordingDisplay();
    const taken: number[] = [];
    await watchTraining(
      size,
      async (watcher) => {
        for (const step of [1, 2, 3, 4]) {
          taken.push(step);
          if (step === 2) process.emit('SIGINT');
          await watcher.step({ epoch: 1, step, loss: 1, accuracy: 0 });
        }
      },
      { display },
    );
    expect(taken).toEqual([1, 2]);
    expect(curveOf(outputs).data[0]?.x).toEqual([0.25, 0.5]);
    expect(outputs[0]?.bundle['text/plain']).toMatch(/^Interrupted in epoch 1 of 2, step 2\.$/);
  });

  it('passes on what went wrong in the loop', async () => {
    const { display } = recordingDisplay();
    const failing = watchTraining(size, () => Promise.reject(new Error('no data')), { display });
    await expect(failing).rejects.toThrow('no data');
  });
});
