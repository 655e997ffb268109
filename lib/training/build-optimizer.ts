import { lookahead, type RunLength } from '../engine/lookahead';
import { adam, sgdNesterov, type VariableOptimizer } from '../engine/optimizer';
import { type Group, sgdByGroup } from '../engine/sgd-by-group';
import type { ResourceVariable } from '../engine/variable';
import type { Averaging, Optimizer } from '../recipes/recipe';
import { type TrainingState, trainableVariables } from './state';

export interface OptimizerOptions {
  readonly averaging?: Averaging | undefined;
  /** Needed where epochs matter: with averaging, or a bias that is trained for some epochs. */
  readonly length?: RunLength;
}

type Trained = Pick<TrainingState, 'network' | 'own'>;

/** The optimiser that a recipe describes, over a network's variables and the loss's own. */
export function buildOptimizer(
  trained: Trained,
  settings: Optimizer,
  { averaging, length }: OptimizerOptions = {},
): VariableOptimizer {
  const optimizer = plainOptimizer(trainableVariables(trained), settings, length);
  if (averaging === undefined) return optimizer;
  return lookahead(optimizer, [...trained.network.variables, ...trained.own.all], {
    settings: averaging,
    length: known(length, 'averaging'),
  });
}

/**
 * Weight decay as it stands in the gradient, weightDecay·w. A decay that is not multiplied by the learning rate
 * is divided by it here, so that the product is the same.
 */
export function decayInGradient(settings: Optimizer): number {
  return settings.kind === 'sgd-by-group'
    ? settings.weightDecay / settings.learningRate
    : settings.weightDecay;
}

function plainOptimizer(
  variables: readonly ResourceVariable[],
  settings: Optimizer,
  length?: RunLength,
) {
  switch (settings.kind) {
    case 'adam':
      return adam(variables, settings);
    case 'sgd':
      return sgdNesterov(variables, settings);
    case 'sgd-by-group':
      return sgdByGroup(variables, {
        momentum: settings.momentum,
        groups: groupsOf(settings, length),
      });
  }
}

type ByGroup = Extract<Optimizer, { kind: 'sgd-by-group' }>;

/** Decay comes as weightDecay / (factor · learning rate), and the step multiplies by both again. */
function groupsOf(settings: ByGroup, length?: RunLength): readonly Group[] {
  const { normBiasFactor, whitenBiasEpochs } = settings;
  const decay = decayInGradient(settings);
  const lastWhitening =
    whitenBiasEpochs === undefined
      ? Number.POSITIVE_INFINITY
      : whitenBiasEpochs * known(length, 'whitenBiasEpochs').stepsPerEpoch;
  return [
    {
      holds: ({ name }) => /norm\d*\/beta/.test(name),
      rateFactor: () => normBiasFactor,
      weightDecay: decay / normBiasFactor,
    },
    {
      holds: ({ name }: ResourceVariable) => /^whiten\/bias/.test(name),
      rateFactor: (step) => (step <= lastWhitening ? 1 : 0),
      weightDecay: decay,
    },
    { holds: () => true, rateFactor: () => 1, weightDecay: decay },
  ];
}

function known(length: RunLength | undefined, what: string): RunLength {
  if (length !== undefined) return length;
  throw new Error(`buildOptimizer: ${what} needs the length of the run, found none.`);
}
