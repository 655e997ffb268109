/** What is compared: a job of ours against one of PyTorch's. */
export interface Comparison {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
  /** Of the steps asked for, so that a block lasts a second or so whatever a step costs. */
  readonly shareOfSteps: number;
  readonly meaning: string;
}

export const comparisons: readonly Comparison[] = [
  {
    name: 'student',
    ours: 'student-step',
    theirs: 'student-step',
    shareOfSteps: 1,
    meaning: 'a training step of the student',
  },
  {
    name: 'teacher',
    ours: 'teacher-step',
    theirs: 'teacher-step',
    shareOfSteps: 1,
    meaning: 'a training step of the teacher',
  },
  {
    name: 'distillation',
    ours: 'distillation-step',
    theirs: 'distillation-step',
    shareOfSteps: 1,
    meaning: 'teacher forward, then a training step of the student',
  },
  {
    name: 'student-evaluation',
    ours: 'student-evaluation',
    theirs: 'student-evaluation',
    shareOfSteps: 0.1,
    meaning: 'the student on the 10,000 test images',
  },
  {
    name: 'teacher-evaluation',
    ours: 'teacher-evaluation',
    theirs: 'teacher-evaluation',
    shareOfSteps: 0.1,
    meaning: 'the teacher on the 10,000 test images',
  },
  {
    name: 'torchvision',
    ours: 'student-step',
    theirs: 'torchvision-step',
    shareOfSteps: 1,
    meaning: "the student's step, PyTorch behind torchvision's usual pipeline",
  },
];

/**
 * The comparisons of a list such as 'student,teacher'.
 * @throws on a name that is none, with those there are
 */
export function chooseComparisons(only: string): readonly Comparison[] {
  return only.split(',').map((name) => {
    const found = comparisons.find((comparison) => comparison.name === name.trim());
    if (found) return found;
    const known = comparisons.map((comparison) => comparison.name).join(', ');
    throw new Error(`--only: "${name}" is no comparison; there are ${known}.`);
  });
}
