import { tf } from '../lib/engine/tensorflow';
import { type BenchJob, jobs } from './jobs';
import { aligned } from './table';

/** Time spent in one TensorFlow kernel on one set of shapes. */
export interface KernelTime {
  readonly kernel: string;
  /** Shapes of the inputs that are tensors of some size, such as "128x32x32x16". */
  readonly shapes: string;
  readonly callsPerStep: number;
  readonly millisecondsPerStep: number;
}

export interface Profile {
  readonly steps: number;
  readonly millisecondsPerStep: number;
  readonly kernels: readonly KernelTime[];
}

interface Binding {
  executeOp(name: string, attrs: unknown, inputs: number[], outputs: number): Output[];
  createTensor(shape: number[], type: number, values: unknown): number;
}

interface Output {
  readonly id: number;
  readonly shape: readonly number[];
}

/**
 * Times every kernel of a job's steps. TensorFlow runs a kernel before it returns to JavaScript, so a
 * clock around the binding's one entry is enough; what lies between the calls is JavaScript.
 * @param job a name of jobs.ts
 * @param steps how many to measure, after as many for warm-up
 */
export async function profile(job: string, steps: number): Promise<Profile> {
  const make = jobs[job];
  if (make === undefined) {
    throw new Error(`--profile: expected one of ${Object.keys(jobs).join(', ')}, got "${job}"`);
  }
  await tf.ready();
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
      millisecondsPerStep: milliseconds / steps,
    };
  });
  kernels.sort((a, b) => b.millisecondsPerStep - a.millisecondsPerStep);
  return { steps, millisecondsPerStep: (block.seconds * 1000) / steps, kernels };
}

const SHOWN = 25;

/** A profile as lines for a terminal: kernels by name, then the costliest by their shapes. */
export function profileLines({ millisecondsPerStep, kernels }: Profile): readonly string[] {
  const byName = new Map<string, KernelTime>();
  for (const one of kernels) {
    const total = byName.get(one.kernel);
    byName.set(one.kernel, {
      ...one,
      shapes: '',
      callsPerStep: one.callsPerStep + (total?.callsPerStep ?? 0),
      millisecondsPerStep: one.millisecondsPerStep + (total?.millisecondsPerStep ?? 0),
    });
  }
  const inKernels = kernels.reduce((total, one) => total + one.millisecondsPerStep, 0);
  const head = ['kernel', 'ms a step', 'share', 'calls', 'inputs'];
  const cells = (one: KernelTime) => [
    one.kernel,
    one.millisecondsPerStep.toFixed(2),
    `${((100 * one.millisecondsPerStep) / millisecondsPerStep).toFixed(1)} %`,
    one.callsPerStep.toFixed(0),
    one.shapes,
  ];
  const ordered = [...byName.values()].sort(
    (a, b) => b.millisecondsPerStep - a.millisecondsPerStep,
  );
  return [
    `${millisecondsPerStep.toFixed(1)} ms a step: ${inKernels.toFixed(1)} in kernels, ` +
      `${(millisecondsPerStep - inKernels).toFixed(1)} in JavaScript and batches`,
    '',
    ...aligned([head, ...ordered.slice(0, SHOWN).map(cells)]),
    '',
    ...aligned([head, ...kernels.slice(0, SHOWN).map(cells)]),
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
