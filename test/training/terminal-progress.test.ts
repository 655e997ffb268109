import { describe, expect, it } from 'vitest';
import { withoutTrainedValidation } from '../../lib/store/run-record';
import { terminalProgress } from '../../lib/training/terminal-progress';
import { recordOf } from '../tables/sample-results';

/** The lines that stay after the first of two epochs. */
function linesOf({ history }: Pick<ReturnType<typeof recordOf>, 'history'>): string {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const show = terminalProgress({ isTTY: false, write } as unknown as NodeJS.WriteStream);
  const progress = {
    runId: 'trial',
    epoch: 1,
    epochs: 2,
    step: 1,
    steps: 1,
    loss: 2,
    accuracy: 0.4,
    imagesPerSecond: 1000,
    secondsLeft: 5,
  };
  show({ ...progress, history: [] });
  show({ ...progress, epoch: 2, history: history.slice(0, 1) });
  return written.join('');
}

describe('the line of an epoch', () => {
  it('shows loss and accuracy on training and validation images', () => {
    expect(linesOf(recordOf('labels'))).toBe(
      'epoch 1/2: loss 2.0000, training 40.00 %, validation 25.00 %; 5 s left\n',
    );
  });
  it('shows nothing of the validation images where the run trains on them', () => {
    const record = recordOf('labels');
    const all = { ...record, recipe: { ...record.recipe, trainOn: 'all' as const } };
    expect(linesOf(withoutTrainedValidation(all))).toBe(
      'epoch 1/2: loss 2.0000, training 40.00 %; 5 s left\n',
    );
  });
});
