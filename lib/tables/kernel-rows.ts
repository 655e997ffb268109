import type { KernelTime, Profile } from '../store/bench-results';
import { type RowOf, rounded } from './row';
import { table } from './table';

/** What is no kernel: the making of batches, and JavaScript between the kernels. */
export const BETWEEN_KERNELS = '(JavaScript and batches)';

/** Kernels on shapes that take too little time to be kept one by one. */
export const SMALLER_KERNELS = '(kernels below 0.2 % each)';

type Timed = Pick<Profile, 'job' | 'millisecondsPerStep' | 'kernels'>;

/** The time of one kernel in a job's step. */
export type KernelRow = RowOf<typeof kernelRows>;

/** A step by kernels, whatever their shapes, the costliest first; last what lies between them. */
export function kernelRows(profile: Timed) {
  const { kernels, millisecondsPerStep } = profile;
  const names = [...new Set(kernels.map(({ kernel }) => kernel))];
  const rows = names
    .map((name) =>
      kernelRow(
        profile,
        name,
        kernels.filter(({ kernel }) => kernel === name),
      ),
    )
    .sort((a, b) => b.milliseconds - a.milliseconds);
  const inKernels = kernels.reduce((sum, one) => sum + one.millisecondsPerStep, 0);
  const between = Math.max(0, millisecondsPerStep - inKernels);
  const outside = { callsPerStep: 0, millisecondsPerStep: between };
  return [...rows, kernelRow(profile, BETWEEN_KERNELS, [outside])];
}

function kernelRow(
  { job, millisecondsPerStep }: Timed,
  kernel: string,
  times: readonly Pick<KernelTime, 'callsPerStep' | 'millisecondsPerStep'>[],
) {
  const milliseconds = times.reduce((sum, one) => sum + one.millisecondsPerStep, 0);
  return {
    job,
    kernel,
    /** Of one step, as are the calls. */
    milliseconds: rounded(milliseconds),
    /** Of the whole step. */
    sharePct: rounded((100 * milliseconds) / millisecondsPerStep),
    calls: rounded(times.reduce((sum, one) => sum + one.callsPerStep, 0)),
  };
}

/** The costliest kernels of a step by their shapes. */
export function kernelShapeRows(profile: Timed, count: number) {
  return profile.kernels
    .slice(0, count)
    .map((one) => ({ ...kernelRow(profile, one.kernel, [one]), inputs: one.shapes }));
}

/** The costliest kernels by the shapes of their inputs. */
export function kernelShapesTable(profile: Profile, count = 10) {
  const network = profile.job.replace(/-step$/, '');
  return table({
    name: `kernels-${network}`,
    caption: `The costliest kernels of the ${network}'s step by the shapes of their inputs; mean of ${profile.steps} steps.`,
    columns: {
      kernel: 'kernel',
      inputs: 'shapes of its inputs',
      milliseconds: ['ms per step', 2],
      sharePct: ['share (%)', 1],
      calls: 'calls',
    },
    rows: kernelShapeRows(profile, count),
  });
}
