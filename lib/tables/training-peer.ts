import type { BenchSide } from '../store/bench-results';

/** Whose training a rate is of. */
export const trainingPeers = [
  'ours',
  'PyTorch, contiguous',
  'PyTorch, channels_last',
  'plain tfjs',
] as const;
export type TrainingPeer = (typeof trainingPeers)[number];

/** Who is behind a side of a comparison. */
export function peerOf({ of, job, label }: BenchSide): TrainingPeer {
  if (of === 'pytorch') {
    return label.includes('channels_last') ? 'PyTorch, channels_last' : 'PyTorch, contiguous';
  }
  return job.startsWith('plain-tfjs') ? 'plain tfjs' : 'ours';
}

/** The name without version numbers: "PyTorch, compiled" (always channels_last), "ours, cached logits". */
export function sideName({ label }: Pick<BenchSide, 'label'>): string {
  return label
    .replace(/^PyTorch [\d.]+/, 'PyTorch')
    .replace('channels_last, compiled', 'compiled')
    .replace(/, TensorFlow [\d.]+/, '');
}
