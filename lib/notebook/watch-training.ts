import type { LiveState } from '../figures/live-curve';
import { interruptible } from '../training/interruptible';
import { type Progress, RunStopped } from '../training/progress';
import { type LiveOptions, liveView, type Validated } from './live';
import { measuredByReport } from './live-images';

/** The size of a training loop. */
interface LoopSize extends Pick<Progress, 'epochs' | 'steps'> {
  /** Images a step. */
  readonly batch: number;
}

/** What a loop says after a step; loss and accuracy are means over the batch. */
type Step = Pick<Progress, 'epoch' | 'step' | 'loss' | 'accuracy'>;

/** A training loop's way to the reader. */
export interface Watcher {
  /** Shows the step; await it. When the kernel was interrupted it ends the loop. */
  readonly step: (step: Step) => Promise<void>;
  /** Remembers the dot for the end of the epoch. */
  readonly validation: (validation: LiveState['validation'][number]) => void;
}

/**
 * Shows a training loop that a cell wrote itself, as it goes: a bar with the time left, and growing curves of loss and
 * accuracy, means over the epoch so far. An interrupt of the kernel ends the loop after the step under way; what was
 * trained until then stays.
 */
export async function watchTraining(
  size: LoopSize,
  train: (watcher: Watcher) => Promise<void>,
  options: LiveOptions = {},
): Promise<void> {
  const view = liveView({ timeless: measuredByReport(), ...options });
  const history: Validated[] = [];
  let isStopped = false;
  const progress = progressOf(size, options.clock);
  await interruptible(async (signal) => {
    const step: Watcher['step'] = async (seen) => {
      await view.onProgress(progress(seen));
      await new Promise(setImmediate); // an interrupt arrives when the event loop turns
      if (signal.aborted) throw new RunStopped('The kernel was interrupted.');
    };
    const validation: Watcher['validation'] = ({ epoch, loss, accuracy }) => {
      history.push({ epoch, validationLoss: loss, validationAccuracy: accuracy });
    };
    await train({ step, validation }).catch((error) => {
      if (!(error instanceof RunStopped)) throw error;
      isStopped = true;
    });
  });
  await view.finish(history);
  if (isStopped) view.stopped();
}

/** Turns steps into progress: means over the epoch so far, speed and time left since the first step. */
function progressOf({ epochs, steps, batch }: LoopSize, clock = () => performance.now()) {
  let [epoch, loss, accuracy, count, done] = [0, 0, 0, 0, 0];
  const began = clock();
  return (seen: Step): Progress => {
    if (seen.epoch !== epoch) [epoch, loss, accuracy, count] = [seen.epoch, 0, 0, 0];
    loss += seen.loss;
    accuracy += seen.accuracy;
    count++;
    done++;
    const secondsPerStep = (clock() - began) / 1000 / done;
    return {
      ...seen,
      runId: 'cell',
      epochs,
      steps,
      loss: loss / count,
      accuracy: accuracy / count,
      imagesPerSecond: batch / secondsPerStep,
      secondsLeft: (epochs * steps - done) * secondsPerStep,
      history: [],
    };
  };
}
