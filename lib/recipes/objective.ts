import { z } from 'zod';
import { buildTerm, type TermSettings, termSchema } from '../terms/terms';

/**
 * A term's settings as recipes hold them; each kind has its own in lib/terms. Without those kinds' types, whose
 * declarations know tensors: a notebook that reads records would wait for TensorFlow's.
 */
export interface AnyTerm {
  readonly kind: string;
  readonly weight: number;
  readonly warmupEpochs: number;
  readonly [setting: string]: unknown;
}

/** As one may write it. */
export interface AnyTermInput {
  readonly kind: string;
  readonly weight: number;
  readonly warmupEpochs?: number | undefined;
  readonly [setting: string]: unknown;
}

/** Why the objective of logits ends at a temperature of 100: see test/losses. */
const TOO_HOT =
  'Too high: expected at most 100 here, since beyond it T² · KL loses its digits in float32. The term kd keeps them up ' +
  "to 1000: { kind: 'terms', terms: [{ kind: 'kd', weight, temperature }, { kind: 'cross-entropy', weight }] }";
const TOO_COLD =
  'Too low: expected at least 0.05, since logits divided by less overflow or say nothing';

/**
 * What a run minimises, one entry a method. This table is the single place where a method's settings
 * are named: the type `Objective`, the file format and the builders in lib/losses all derive from it.
 */
export const objectiveSettings = {
  /** Cross-entropy with the true labels, optionally smoothed (Szegedy et al., 2016). */
  labels: z.strictObject({
    kind: z.literal('labels'),
    /** Share of the target spread evenly over all classes, 0 to 1. */
    smoothing: z.number().min(0).lt(1).default(0),
    /** What the cross-entropy is multiplied by: 0.3 is distillation's hard term without its soft one. */
    weight: z.number().positive().default(1),
  }),
  /** Hinton, Vinyals and Dean (2015): softWeight·T²·KL(teacher ‖ student at T) + hardWeight·CE. */
  logits: z.strictObject({
    kind: z.literal('logits'),
    temperature: z.number().min(0.05, TOO_COLD).max(100, TOO_HOT),
    softWeight: z.number().min(0),
    hardWeight: z.number().min(0),
    /** Divergence summed over classes, or (a known mistake) averaged: then it is a tenth of itself. */
    overClasses: z.enum(['sum', 'mean']).default('sum'),
    /** Whether the divergence is multiplied by T² (a known mistake is to leave it out). */
    timesSquaredTemperature: z.boolean().default(true),
  }),
  /** A sum of weighted terms, each a method of lib/terms. */
  terms: z.strictObject({
    kind: z.literal('terms'),
    terms: z.array(termSchema as unknown as z.ZodType<AnyTerm, AnyTermInput>).min(1),
  }),
} as const;

/** The settings of every method, by the method's name. */
export type ObjectiveSettings = {
  [Kind in keyof typeof objectiveSettings]: z.output<(typeof objectiveSettings)[Kind]>;
};

/** The name of a method. */
export type ObjectiveKind = keyof ObjectiveSettings;

/** What a run minimises: a method's name with its settings. */
export type Objective = ObjectiveSettings[ObjectiveKind];

export const objectiveSchema = z
  .discriminatedUnion('kind', [
    objectiveSettings.labels,
    objectiveSettings.logits,
    objectiveSettings.terms,
  ])
  .refine((objective) => weightsOf(objective).some((weight) => weight > 0), {
    error: 'All weights are 0, so nothing would be learned: give one a weight above 0',
  });

function weightsOf(objective: Objective): number[] {
  if (objective.kind === 'labels') return [objective.weight];
  if (objective.kind === 'logits') return [objective.softWeight, objective.hardWeight];
  return objective.terms.map(({ weight }) => weight);
}

/** An objective as one may write it: fields that have a default may be missing. */
export type ObjectiveInput = z.input<typeof objectiveSchema>;

/** The name of the part of an objective that learns from a teacher; undefined where none does. */
export function learnsFromTeacher(objective: Objective): string | undefined {
  if (objective.kind === 'labels') return undefined;
  if (objective.kind === 'logits') return 'logits';
  return objective.terms.find((settings) => {
    const { teacherLogits = false, teacherLayers = [] } = buildTerm(settings as TermSettings).needs;
    return teacherLogits || teacherLayers.length > 0;
  })?.kind;
}
