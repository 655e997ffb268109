import { runEagerly } from '../lib/engine/graph/eagerly';
import { tf } from '../lib/engine/tensorflow';
import type { KernelTime, Profile } from '../lib/store/bench-results';
import { kernelRows } from '../lib/tables/kernel-rows';
import { rounded } from '../lib/tables/row';
import { type BenchJob, jobs } from './jobs';
import { aligned } from './table';

/** What a profile finds, before it is known when and under which load it was made. */
export type KernelProfile = Pick<Profile, 'job' | 'steps' | 'millisecondsPerStep' | 'kernels'>;

interface Binding {
  executeOp(name: string, attrs: unknown, inputs: number[], outputs: number): Output[];
  createTensor(shape: number[], type: number, values: unknown): number;
}

interface Output {
  readonly id: number;
  readonly shape: readonly number[];
}

/**
 * Times every kernel of a job's steps, called one by one: into a graph nobody can look. TensorFlow runs a
 * kernel before it returns to JavaScript, so a clock around the binding's one entry is enough; what lies between
 * the calls is JavaScript.
 * @param name a name of jobs.ts, or without its "-step"
 * @param steps how many to measure, after as many for warm-up
 */
export async function profile(name: string, steps: number): Promise<KernelProfile> {
  const job = jobs[name] === undefined ? `${name}-step` : name;
  const make = jobs[job];
  if (make === undefined) {
    throw new Error(`--profile: expected one of ${Object.keys(jobs).join(', ')}, got "${name}"`);
  }
  await tf.ready();
  runEagerly(true);
  const run: BenchJob = await make({});
  await run(steps);
  const meter = watchKernels();
  const block = await run(steps);
  meter.stop();
  const kernels = [...meter.totals].map(([key, { calls, milliseconds }]) => {
    const [kernel = '', shapes = ''] = key.split('|');
    return {
      kernel,
      shapes,
      callsPerStep: calls / steps,
      millisecondsPerStep: rounded(milliseconds / steps),
    };
  });
  kernels.sort((a, b) => b.millisecondsPerStep - a.millisecondsPerStep);
  return {
    job,
    steps,
    millisecondsPerStep: rounded((block.seconds * 1000) / steps),
    kernels,
  };
}

const SHOWN = 25;

/** A profile as lines for a terminal: kernels by name, then the costliest by their shapes. */
export function profileLines(made: KernelProfile): readonly string[] {
  const { job, millisecondsPerStep, kernels } = made;
  const inKernels = kernels.reduce((total, one) => total + one.millisecondsPerStep, 0);
  const share = (milliseconds: number) =>
    `${((100 * milliseconds) / millisecondsPerStep).toFixed(1)} %`;
  const byName = kernelRows(made).map((row) => [
    row.kernel,
    row.milliseconds.toFixed(2),
    `${row.sharePct.toFixed(1)} %`,
    row.calls.toFixed(0),
  ]);
  const byShape = kernels
    .slice(0, SHOWN)
    .map((one: KernelTime) => [
      one.kernel,
      one.millisecondsPerStep.toFixed(2),
      share(one.millisecondsPerStep),
      one.callsPerStep.toFixed(0),
      one.shapes,
    ]);
  const head = ['kernel', 'ms a step', 'share', 'calls'];
  return [
    `${job}: ${millisecondsPerStep.toFixed(1)} ms a step: ${inKernels.toFixed(1)} in kernels, ` +
      `${(millisecondsPerStep - inKernels).toFixed(1)} in JavaScript and batches`,
    '',
    ...aligned([head, ...byName]),
    '',
    ...aligned([[...head, 'inputs'], ...byShape]),
  ];
}

/** Puts a clock in front of the binding. */
function watchKernels() {
  const backend = tf.backend() as unknown as { binding: Binding };
  const { binding } = backend;
  const totals = new Map<string, { calls: number; milliseconds: number }>();
  const shapeOf = new Map<number, string>();
  const count = (key: string, start: number): void => {
    const { calls, milliseconds } = totals.get(key) ?? { calls: 0, milliseconds: 0 };
    const spent = performance.now() - start;
    totals.set(key, { calls: calls + 1, milliseconds: milliseconds + spent });
  };
  backend.binding = Object.create(binding, {
    executeOp: {
      value: (name: string, attrs: unknown, inputs: number[], outputs: number): Output[] => {
        const start = performance.now();
        const results = binding.executeOp(name, attrs, inputs, outputs);
        const shapes = inputs.map((id) => shapeOf.get(id)).filter(Boolean);
        count(`${name}|${shapes.join(' ')}`, start);
        for (const { id, shape } of results) shapeOf.set(id, shape.join('x'));
        return results;
      },
    },
    createTensor: {
      value: (shape: number[], type: number, values: unknown): number => {
        const start = performance.now();
        const id = binding.createTensor(shape, type, values);
        count(`(copied to TensorFlow)|${shape.join('x')}`, start);
        shapeOf.set(id, shape.join('x'));
        return id;
      },
    },
  }) as Binding;
  return {
    totals,
    stop: () => {
      backend.binding = binding;
    },
  };
}
