import type { RunRecord } from '../../lib/store/run-record';

type Environment = RunRecord['environment'];

/** Whether two trainings of a run have to end with the same bits. */
export type EnvironmentMatch =
  | { readonly kind: 'same' }
  /** An early record names the processor without family and model, which decide. */
  | { readonly kind: 'unknown'; readonly processor: string }
  | { readonly kind: 'other'; readonly differences: readonly string[] };

/** Compares what a run's bits depend on: TensorFlow, processor, threads and what else a record names. */
export function matchEnvironments(recorded: Environment, here: Environment): EnvironmentMatch {
  const names = new Set([...Object.keys(recorded), ...Object.keys(here)]);
  const differences = [...names].flatMap((name) => {
    const [then, now] = [recorded, here].map((one) => one[name as keyof Environment]);
    if (name === 'processor' && isShortFor(recorded.processor, here.processor)) return [];
    return then === now ? [] : [`${name} ${then ?? 'none'} then, ${now ?? 'none'} here`];
  });
  if (differences.length > 0) return { kind: 'other', differences };
  return recorded.processor === here.processor
    ? { kind: 'same' }
    : { kind: 'unknown', processor: recorded.processor };
}

/** "AMD EPYC" for "AMD EPYC (family 25, model 17)", or the very name. */
function isShortFor(recorded: string, here: string): boolean {
  return here === recorded || here.startsWith(`${recorded} (family `);
}
