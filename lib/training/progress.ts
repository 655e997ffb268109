import type { EpochRecord } from '../store/run-record';

/** Where a run stands; passed on after every batch. */
export interface Progress {
  readonly runId: string;
  /** 1 for the first epoch. */
  readonly epoch: number;
  readonly epochs: number;
  /** 1 for the first step of the epoch; 0 while the teacher is asked for the epoch's views. */
  readonly step: number;
  /** Steps an epoch. */
  readonly steps: number;
  /** While the teacher is asked: how many of the views that were missing it has answered. */
  readonly teacherViews?: { readonly done: number; readonly total: number };
  /** Mean objective over the epoch so far. */
  readonly loss: number;
  /** Training accuracy over the epoch so far, 0 to 1. */
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  /** Estimated from the steps since the run was (re)started; not a number where that is too early. */
  readonly secondsLeft: number;
  /** The epochs that are complete. */
  readonly history: readonly EpochRecord[];
}

/** "the teacher has answered 128 of 45,000 new views", while it is asked. */
export function teacherViewsInWords({
  done,
  total,
}: NonNullable<Progress['teacherViews']>): string {
  return `the teacher has answered ${done} of ${total} new views`;
}

export type OnProgress = (progress: Progress) => void | Promise<void>;

/** Thrown when a run is stopped on request; what was complete is in its checkpoint. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}
