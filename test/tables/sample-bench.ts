import type {
  BenchComparison,
  BenchResults,
  BenchSide,
  Profile,
} from '../../lib/store/bench-results';

/** A side whose three blocks lie a tenth below, on and above its median, as those of ours do. */
export function sampleSide(
  side: Partial<BenchSide> & Pick<BenchSide, 'label' | 'of' | 'job'>,
  median: number,
  ours = median,
): BenchSide {
  const ratio = ours / median;
  return {
    imagesPerSecond: { median, min: 0.9 * median, max: 1.1 * median },
    blocks: [0.9 * median, median, 1.1 * median],
    ratio: { median: ratio, min: ratio, max: ratio },
    peakMegabytes: 800,
    idleShare: 0,
    ...side,
  };
}

export function sampleComparison(
  name: string,
  sides: readonly BenchSide[],
  more: Partial<BenchComparison> = {},
): BenchComparison {
  return {
    name,
    meaning: `a step of ${name}`,
    measuredOn: '2026-11-25',
    loadBefore: 0,
    steps: 10,
    warmup: 2,
    threads: 2,
    sides: [...sides],
    ...more,
  };
}

/** Ours, and PyTorch in both formats, by images a second. */
function againstPyTorch(job: string, ours: number, [contiguous, last]: readonly [number, number]) {
  return [
    sampleSide({ label: 'ours, TensorFlow 2.21.0', of: 'ours', job }, ours),
    sampleSide({ label: 'PyTorch 2.9.1, contiguous', of: 'pytorch', job }, contiguous, ours),
    sampleSide(
      { label: 'PyTorch 2.9.1, channels_last', of: 'pytorch', job, peakMegabytes: 900 },
      last,
      ours,
    ),
  ];
}

const own = (label: string, processes: number, threadsEach: number) =>
  ({ label, of: 'ours', job: 'student-step', processes, threadsEach }) as const;

/** The student misses its goal (0.8), the teacher reaches it (1.25); a sweep reaches 1.5 of at most 1.8. */
export const sampleComparisons = {
  student: sampleComparison('student', againstPyTorch('student-step', 4000, [2500, 5000]), {
    goal: 1,
  }),
  teacher: sampleComparison('teacher', againstPyTorch('teacher-step', 500, [250, 400]), {
    goal: 1,
  }),
  evaluation: sampleComparison(
    'student-evaluation',
    againstPyTorch('student-evaluation', 12_000, [4000, 8000]),
    { goal: 1 },
  ),
  sweep: sampleComparison(
    'sweep',
    [
      sampleSide(own('ours, one process per core', 2, 1), 4500),
      sampleSide(own('ours, one thread, alone', 1, 1), 2700, 4500),
      sampleSide(own('ours, one after another, all cores', 1, 2), 3000, 4500),
    ],
    { goal: 1.2 },
  ),
  plain: sampleComparison('plain-tfjs', [
    sampleSide({ label: 'ours, TensorFlow 2.21.0', of: 'ours', job: 'student-step' }, 4000),
    sampleSide({ label: 'plain tfjs', of: 'ours', job: 'plain-tfjs-step' }, 800, 4000),
  ]),
  bf16: sampleComparison('bf16-student', [
    sampleSide({ label: 'ours, bf16', of: 'ours', job: 'student-step', math: 'bf16' }, 5000),
    sampleSide({ label: 'ours, float32', of: 'ours', job: 'student-step' }, 4000, 5000),
  ]),
} as const;

/** Batches of 32 to 512 and widths 1 to 4. */
export const sampleScalings: readonly BenchComparison[] = [
  ...[32, 128, 512].map((size, at) => scaling(`batch-${size}`, 3000 + 700 * at)),
  ...[1, 2, 4].map((size) => scaling(`width-${size}`, 4000 / size ** 1.5)),
];

function scaling(name: string, ours: number): BenchComparison {
  const [first, , last] = againstPyTorch('student-step', ours, [0.5 * ours, 1.1 * ours]);
  return sampleComparison(
    name,
    [first, last].flatMap((side) => side ?? []),
  );
}

/** A step of 50 ms: 40 in convolutions (30 and 10), 4 in Mul, 6 between kernels. */
export const sampleProfile: Profile = {
  job: 'student-step',
  measuredOn: '2026-11-25',
  loadBefore: 0,
  threads: 2,
  steps: 10,
  millisecondsPerStep: 50,
  kernels: [
    kernel('Conv2DBackpropFilter', '128x32x32x16', 2, 20),
    kernel('Conv2D', '128x16x16x32', 1, 10),
    kernel('Conv2DBackpropFilter', '128x16x16x32', 1, 10),
    kernel('Mul', '128x10', 8, 4),
  ],
};

function kernel(name: string, shapes: string, callsPerStep: number, millisecondsPerStep: number) {
  return { kernel: name, shapes, callsPerStep, millisecondsPerStep };
}

export const sampleMachine = {
  device: 'some-processor-2-cores',
  processor: 'Some Processor',
  cores: 2,
  memoryGigabytes: 8,
} as const;

/** Everything that can be measured. */
export const sampleBench: BenchResults = {
  machine: { ...sampleMachine },
  comparisons: [...Object.values(sampleComparisons), ...sampleScalings],
  profiles: [sampleProfile],
};
