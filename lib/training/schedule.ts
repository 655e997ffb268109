import type { Schedule } from '../recipes/recipe';

/** Where in a run a step stands. */
export interface Place {
  /** 0 for the first step of the run. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/**
 * Learning rate of a step, as a factor of the recipe's learning rate.
 *
 * step: factor^floor(epoch / every) · cosine: (1 + cos(π·step/total)) / 2 ·
 * triangular, P = floor(peak·total): linear from `start` at step 0 to 1 at P, then to `end` at total ·
 * one-cycle, W = round(warmup·total): (step + 1)/W while step < W, then (total - step)/(total - W).
 */
export function learningRateFactor(schedule: Schedule, place: Place): number {
  const { step, stepsPerEpoch, totalSteps } = place;
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / schedule.every);
    case 'cosine':
      return (1 + Math.cos((Math.PI * step) / totalSteps)) / 2;
    case 'one-cycle': {
      const rising = Math.max(1, Math.round(schedule.warmup * totalSteps));
      if (step < rising) return (step + 1) / rising;
      return (totalSteps - step) / (totalSteps - rising);
    }
    case 'triangular': {
      const { start, end } = schedule;
      const top = Math.floor(schedule.peak * totalSteps);
      if (step < top) return start + ((1 - start) * step) / top;
      return 1 - ((1 - end) * (step - top)) / (totalSteps - top);
    }
  }
}
