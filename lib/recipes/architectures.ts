/**
 * Every network, by the name that recipes give it. A further one is a file in lib/models, a line here and its
 * builder in lib/models/build.ts, which does not compile without.
 */
export const architectures = {
  teacher: {
    network: 'three residual stages after a 7x7 convolution, the original report’s teacher',
    parameters: 4_664_970,
    usualRole: 'teacher',
  },
  student: {
    network: 'four 3x3 convolutions and two dense layers, the original report’s student',
    parameters: 106_826,
    usualRole: 'student',
  },
  airbench: {
    network:
      'three groups of two 3x3 convolutions behind a whitening one, after airbench94 (Jordan, 2024)',
    parameters: 1_971_640,
    usualRole: 'teacher',
  },
} as const satisfies Readonly<Record<string, ArchitectureEntry>>;

interface ArchitectureEntry {
  /** What it is, for lists. */
  readonly network: string;
  /** Trainable parameters with ten classes. */
  readonly parameters: number;
  /** What a run of it is taken for where no study says it. */
  readonly usualRole: 'teacher' | 'student';
}

/** The name of an architecture. */
export type Architecture = keyof typeof architectures;

/** The names of all architectures. */
export const architectureNames = Object.keys(architectures) as [Architecture, ...Architecture[]];
