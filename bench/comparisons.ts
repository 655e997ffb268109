import type { MathMode } from '../lib/recipes/recipe';
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
  /** What training computes in, ours by its mixed precision, PyTorch's by autocast; float32 unless told. */
  readonly math?: MathMode;
  /** Through torch.compile; eager unless told. */
  readonly compiled?: boolean;
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
  /** The least ratio, against PyTorch's fastest configuration or the last side, that the project aims at. */
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

const bf16 = { math: 'bf16' } as const;

/** A network's training step, ours against every configuration of PyTorch's in the same precision. */
function step(network: 'student' | 'teacher', math: MathMode = 'float32'): Comparison {
  const job = `${network}-step`;
  const rest = math === 'bf16' ? bf16 : {};
  return {
    name: math === 'bf16' ? `bf16-${network}` : network,
    meaning: `a training step of the ${network}${math === 'bf16' ? ' in bf16' : ''}`,
    sides: [
      ours(job, rest),
      pytorch(job, rest),
      pytorch(job, { memoryFormat: 'channels_last', compiled: true, ...rest }),
    ],
    shareOfSteps: 1,
    goal: 1,
  };
}

export const comparisons: readonly Comparison[] = [
  step('student'),
  step('teacher'),
  {
    name: 'distillation',
    meaning: 'a distillation step: cached vs computed logits',
    sides: [
      ours('distillation-step', { label: 'ours, cached logits' }),
      ours('distillation-cold-step', { label: 'ours, computed logits' }),
      pytorch('distillation-step'),
    ],
    shareOfSteps: 1,
    goal: 2.5,
  },
  {
    name: 'epoch',
    meaning: 'an epoch with evaluation (torchvision pipeline)',
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
    meaning: 'many runs of the student: one process per core vs one run after another',
    sides: [
      ours('student-step', { label: 'ours, one process per core', processes: 'one a core' }),
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
    meaning: "a training step of the student vs tfjs' trainOnBatch",
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

/** Against PyTorch's fastest configuration in the same precision. */
const bf16AgainstPyTorch: readonly Comparison[] = [
  step('student', 'bf16'),
  step('teacher', 'bf16'),
  {
    name: 'bf16-distillation',
    meaning: 'a distillation step in bf16: cached vs computed logits',
    sides: [
      ours('distillation-step', { ...bf16, label: 'ours, cached logits, bf16' }),
      pytorch('distillation-step', bf16),
    ],
    shareOfSteps: 1,
    goal: 2,
  },
];

/** Ours in bf16 against ours in float32. */
function bf16Gain(network: string, named: string, goal: number, oneThread = false): Comparison {
  const job = `${network}-step`;
  const rest = oneThread ? ({ processes: 'one, of one thread' } as const) : {};
  return {
    name: `bf16-gain-${network}${oneThread ? '-one-thread' : ''}`,
    meaning: `the ${named}'s step${oneThread ? ' on one thread' : ''}: bf16 vs float32`,
    sides: [
      ours(job, { ...rest, ...bf16, label: 'ours, bf16' }),
      ours(job, { ...rest, label: 'ours, float32' }),
    ],
    shareOfSteps: 1,
    goal,
  };
}

/** What bf16 brings: against PyTorch's autocast, and against ours in float32. */
export const bf16Comparisons: readonly Comparison[] = [
  ...bf16AgainstPyTorch,
  bf16Gain('student', 'student', 1.45),
  bf16Gain('student', 'student', 1.45, true),
  bf16Gain('teacher', 'teacher', 1.75),
  bf16Gain('airbench', 'strong teacher', 1.6),
];

const groups: Readonly<Record<string, readonly Comparison[]>> = {
  all: [...comparisons, ...bf16Comparisons],
  scaling: scalings,
  bf16: bf16Comparisons,
};

/**
 * The comparisons of a list such as 'student,teacher'; 'all', 'scaling' and 'bf16' stand for their groups.
 * @throws on a name that is none, with those there are
 */
export function choose(only: string): readonly Comparison[] {
  return only.split(',').flatMap((text) => choiceOf(text.trim()));
}

function choiceOf(name: string): readonly Comparison[] {
  const everything = [...comparisons, ...scalings, ...bf16Comparisons];
  const found = groups[name] ?? everything.filter((comparison) => comparison.name === name);
  if (found.length > 0) return found;
  const known = [...Object.keys(groups), ...everything.map((comparison) => comparison.name)];
  throw new Error(`--only: "${name}" is no comparison; there are ${known.join(', ')}.`);
}
