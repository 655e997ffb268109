import type { KernelTime, Profile } from '../store/bench-results';
import { rounded } from './row';
import { type Table, table } from './table';

/** The time of one kernel in a job's step. */
export type KernelRow = {
  readonly job: string;
  readonly kernel: string;
  /** Of one step. */
  readonly milliseconds: number;
  /** Of the whole step. */
  readonly sharePct: number;
  /** In one step. */
  readonly calls: number;
};

/** What is no kernel: the making of batches, and JavaScript between the kernels. */
export const BETWEEN_KERNELS = '(JavaScript and batches)';

/** Kernels on shapes that take too little time to be kept one by one. */
export const SMALLER_KERNELS = '(kernels below 0.2 % each)';

type Timed = Pick<Profile, 'job' | 'millisecondsPerStep' | 'kernels'>;

/** A step by kernels, whatever their shapes, the costliest first; last what lies between them. */
export function kernelRows(profile: Timed): KernelRow[] {
  const { kernels, millisecondsPerStep } = profile;
  const names = [...new Set(kernels.map(({ kernel }) => kernel))];
  const rows = names.map((name) =>
    row(
      profile,
      name,
      kernels.filter(({ kernel }) => kernel === name),
    ),
  );
  rows.sort((a, b) => b.milliseconds - a.milliseconds);
  const inKernels = kernels.reduce((sum, one) => sum + one.millisecondsPerStep, 0);
  const between = {
    kernel: BETWEEN_KERNELS,
    shapes: '',
    callsPerStep: 0,
    millisecondsPerStep: Math.max(0, millisecondsPerStep - inKernels),
  };
  return [...rows, row(profile, BETWEEN_KERNELS, [between])];
}

function row(profile: Timed, kernel: string, times: readonly KernelTime[]): KernelRow {
  const milliseconds = times.reduce((sum, one) => sum + one.millisecondsPerStep, 0);
  return {
    job: profile.job,
    kernel,
    milliseconds: rounded(milliseconds),
    sharePct: rounded((100 * milliseconds) / profile.millisecondsPerStep),
    calls: rounded(times.reduce((sum, one) => sum + one.callsPerStep, 0)),
  };
}

/** One kernel on one set of shapes. */
export type KernelShapeRow = KernelRow & { readonly inputs: string };

/** The costliest kernels of a step by their shapes. */
export function kernelShapeRows(profile: Timed, count: number): KernelShapeRow[] {
  return profile.kernels
    .slice(0, count)
    .map((one) => ({ ...row(profile, one.kernel, [one]), inputs: one.shapes }));
}

/** The costliest kernels by the shapes of their inputs. */
export function kernelShapesTable(profile: Profile, count = 10): Table<KernelShapeRow> {
  const network = profile.job.replace(/-step$/, '');
  return table({
    name: `kernels-${network}`,
    caption: `The costliest kernels of the ${network}'s step by the shapes of their inputs; mean of ${profile.steps} steps.`,
    columns: {
      kernel: 'kernel',
      inputs: 'shapes of its inputs',
      milliseconds: ['ms a step', 2],
      sharePct: ['share (%)', 1],
      calls: 'calls',
    },
    rows: kernelShapeRows(profile, count),
  });
}
