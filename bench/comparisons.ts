import type { MathMode } from '../lib/engine/environment';
import type { MemoryFormat } from './protocol';

/** One side of a comparison: a job of one of the peers. */
export interface SideSettings {
  readonly of: 'ours' | 'pytorch';
  readonly job: string;
  /** What the table calls it; the peer's own name unless told. */
  readonly label?: string;
  /** So many processes of one thread each, all at once; one process of all threads unless told. */
  readonly processes?: 'one a core' | 'one, of one thread';
  readonly batchSize?: number;
  /** What our products are computed in; float32 unless told. */
  readonly math?: MathMode;
  /** Only in this format; in each that is asked for unless told. */
  readonly memoryFormat?: MemoryFormat;
}

/** What is compared: a job of ours against others, each as a ratio to ours. */
export interface Comparison {
  readonly name: string;
  readonly meaning: string;
  /** Ours first. */
  readonly sides: readonly SideSettings[];
  /** Of the steps asked for, so that a block lasts a second or so whatever a step costs. */
  readonly shareOfSteps: number;
  /** The least ratio, against PyTorch's faster format or the last side, that the project aims at. */
  readonly goal?: number;
}

const ours = (job: string, rest: Partial<SideSettings> = {}): SideSettings => ({
  of: 'ours',
  job,
  ...rest,
});
const pytorch = (job: string, rest: Partial<SideSettings> = {}): SideSettings => ({
  of: 'pytorch',
  job,
  ...rest,
});

export const comparisons: readonly Comparison[] = [
  {
    name: 'student',
    meaning: 'a training step of the student',
    sides: [ours('student-step'), pytorch('student-step')],
    shareOfSteps: 1,
    goal: 1,
  },
  {
    name: 'teacher',
    meaning: 'a training step of the teacher',
    sides: [ours('teacher-step'), pytorch('teacher-step')],
    shareOfSteps: 1,
    goal: 1,
  },
  {
    name: 'distillation',
    meaning: "a distillation step, the teacher's answers remembered, against asking it each time",
    sides: [
      ours('distillation-step', { label: 'ours, answers remembered' }),
      ours('distillation-cold-step', { label: 'ours, answers asked for' }),
      pytorch('distillation-step'),
    ],
    shareOfSteps: 1,
    goal: 2.5,
  },
  {
    name: 'epoch',
    meaning:
      "an epoch from data in memory to its accuracy (a quarter of it), torchvision's pipeline",
    sides: [ours('epoch'), pytorch('torchvision-epoch')],
    shareOfSteps: 0.1,
    goal: 1.3,
  },
  {
    name: 'student-evaluation',
    meaning: 'the student on the 10,000 test images',
    sides: [ours('student-evaluation'), pytorch('student-evaluation')],
    shareOfSteps: 0.2,
    goal: 1,
  },
  {
    name: 'teacher-evaluation',
    meaning: 'the teacher on the 10,000 test images',
    sides: [ours('teacher-evaluation'), pytorch('teacher-evaluation')],
    shareOfSteps: 0.1,
  },
  {
    name: 'sweep',
    meaning: 'many runs of the student, one process a core, against one run after another',
    sides: [
      ours('student-step', { label: 'ours, one process a core', processes: 'one a core' }),
      ours('student-step', {
        label: 'ours, one thread, alone',
        processes: 'one, of one thread',
      }),
      ours('student-step', { label: 'ours, one after another, all cores' }),
    ],
    shareOfSteps: 1,
    goal: 1.2,
  },
  {
    name: 'plain-tfjs',
    meaning: "a training step of the student, this engine against tfjs' own trainOnBatch",
    sides: [
      ours('student-step'),
      ours('student-eager-step', { label: 'ours, kernel by kernel' }),
      ours('plain-tfjs-step', { label: 'plain tfjs' }),
    ],
    shareOfSteps: 1,
  },
];

const batchSizes = [32, 64, 128, 256, 512, 1024] as const;
const widths = ['student', 'student-x2', 'student-x4'] as const;

/** How the cost grows with the work: images a second for each size, ours and PyTorch's. */
export const scalings: readonly Comparison[] = [
  ...batchSizes.map((batchSize) => ({
    name: `batch-${batchSize}`,
    meaning: `a training step of the student, batches of ${batchSize}`,
    sides: [
      ours('student-step', { batchSize }),
      pytorch('student-step', { batchSize, memoryFormat: 'channels_last' as const }),
    ],
    shareOfSteps: 128 / batchSize,
  })),
  ...widths.map((name, place) => ({
    name: `width-${2 ** place}`,
    meaning: `a training step of the student, ${2 ** place} times as wide`,
    sides: [
      ours(`${name}-step`),
      pytorch(`${name}-step`, { memoryFormat: 'channels_last' as const }),
    ],
    shareOfSteps: 1 / 4 ** place,
  })),
];

/** What bf16 brings: ours with it against ours without. */
export const bf16Comparisons: readonly Comparison[] = (['student', 'teacher'] as const).map(
  (name) => ({
    name: `bf16-${name}`,
    meaning: `a training step of the ${name}, products in bf16 against float32`,
    sides: [
      ours(`${name}-step`, { label: 'ours, bf16', math: 'bf16' }),
      ours(`${name}-step`, { label: 'ours, float32' }),
    ],
    shareOfSteps: 1,
  }),
);

/** The name, beside comparisons, of the short training that shows what bf16 does to accuracy. */
const BF16_ACCURACY = 'bf16-accuracy';

/** What a run of the benchmark does. */
export interface Choice {
  readonly comparisons: readonly Comparison[];
  /** Whether the short training is made with and without bf16. */
  readonly bf16Accuracy: boolean;
}

const groups: Readonly<Record<string, Choice>> = {
  all: { comparisons, bf16Accuracy: false },
  scaling: { comparisons: scalings, bf16Accuracy: false },
  bf16: { comparisons: bf16Comparisons, bf16Accuracy: true },
  [BF16_ACCURACY]: { comparisons: [], bf16Accuracy: true },
};

/**
 * What a list such as 'student,teacher' asks for; 'all', 'scaling' and 'bf16' stand for their groups.
 * @throws on a name that is none, with those there are
 */
export function choose(only: string): Choice {
  const choices = only.split(',').map((text) => choiceOf(text.trim()));
  return {
    comparisons: choices.flatMap((choice) => choice.comparisons),
    bf16Accuracy: choices.some((choice) => choice.bf16Accuracy),
  };
}

function choiceOf(name: string): Choice {
  const group = groups[name];
  if (group) return group;
  const everything = [...comparisons, ...scalings, ...bf16Comparisons];
  const found = everything.find((comparison) => comparison.name === name);
  if (found) return { comparisons: [found], bf16Accuracy: false };
  const known = [...Object.keys(groups), ...everything.map((comparison) => comparison.name)];
  throw new Error(`--only: "${name}" is no comparison; there are ${known.join(', ')}.`);
}
