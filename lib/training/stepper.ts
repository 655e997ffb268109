import { runsEagerly } from '../engine/graph/eagerly';
import { graphSession } from '../engine/graph/session';
import type { Named } from '../engine/graph/trace';
import { plain } from '../engine/plain';
import { isTraceable, needsOf } from '../losses/loss';
import { stateVariables } from './state';
import {
  type Batch,
  type StepOptions,
  type StepSetup,
  type StepSums,
  stepInputs,
  stepTensors,
  trainingStep,
} from './step';
import { hasTerms } from './term-gradients';

/** Takes training steps, one way or the other; the results are the same to the bit. */
export interface Stepper {
  /**
   * Before the first step since weights or slots were changed from outside. From here to `end` their values may
   * be nowhere but in the stepper.
   */
  readonly begin: () => void;
  readonly step: (batch: Batch, learningRate: number, options?: StepOptions) => StepSums;
  /** After the last step before weights or slots are looked at from outside. */
  readonly end: () => void;
  readonly dispose: () => void;
}

/**
 * The fastest stepper that a network and its loss allow.
 * @param batchSizes all that will occur
 */
export function stepperFor(setup: StepSetup, batchSizes: readonly number[]): Stepper {
  const traceable = isTraceable(setup.loss) && !setup.network.draws && !runsEagerly();
  if (!traceable && setup.network.math === 'bf16') throw new Error(noGraph(setup));
  return traceable ? graphStepper(setup, batchSizes) : eagerStepper(setup);
}

/** Why bf16 is refused, and the way out. */
function noGraph({ loss, network }: StepSetup): string {
  const term = loss.find((one) => one.term.traceable !== true)?.term.name;
  const reason = network.draws
    ? 'the network drops at random'
    : term === undefined
      ? 'kernels are called one by one here'
      : `the loss's term "${term}" does not say traceable: true`;
  return (
    `math 'bf16' is computed by graphs alone, but there can be none: ${reason}. Take math 'float32'` +
    `${term === undefined ? '' : ', or say so if the term reads no values (a loss that is a function: as a term)'}.`
  );
}

/** Calls kernel by kernel. */
export function eagerStepper(setup: StepSetup): Stepper {
  const nothing = (): void => undefined;
  return {
    begin: nothing,
    step: (batch, learningRate, options) => trainingStep(setup, batch, learningRate, options),
    end: nothing,
    dispose: nothing,
  };
}

/**
 * Runs each step as one graph: TensorFlow meets kernel after kernel without a way back to JavaScript, and
 * those that do not wait for each other at the same time. For networks without dropout, whose masks are
 * drawn outside of TensorFlow.
 * @param batchSizes all that will occur
 */
export function graphStepper(setup: StepSetup, batchSizes: readonly number[]): Stepper {
  const { optimizer, loss } = setup;
  const variables = stateVariables(setup);
  const steps = optimizer.steps();
  const scalars = optimizer.advance(0);
  optimizer.setSteps(steps);
  const wishes = hasTerms(loss) ? [false, true] : [false];
  const session = plain(() => {
    const functions = batchSizes.flatMap((size) =>
      wishes.map((measureTerms) => {
        const inputs = stepInputs(setup, emptyBatch(setup, size), scalars);
        const compute = (given: Named) => stepTensors(setup, given, { measureTerms });
        return [functionName(size, measureTerms), { inputs, compute }] as const;
      }),
    );
    return graphSession(variables, Object.fromEntries(functions));
  });
  let under = false; // whether the values are in the session alone
  const end = (): void => {
    if (under) session.store();
    under = false;
  };
  return {
    begin: () => {
      session.load();
      for (const variable of variables) variable.release(); // once in memory is enough
      under = true;
    },
    step: (batch, learningRate, { measureTerms = false, termWeights } = {}) => {
      const size = batch.labels.length;
      if (!batchSizes.includes(size)) {
        throw new RangeError(
          `graphStepper: a batch of ${size}, expected one of ${batchSizes.join(', ')}`,
        );
      }
      const name = functionName(size, measureTerms && hasTerms(loss));
      const compute = (inputs: Named): Named => session.run(name, inputs);
      return trainingStep(setup, batch, learningRate, {
        compute,
        ...(termWeights ? { termWeights } : {}),
      });
    },
    end,
    dispose: () => {
      end();
      session.dispose();
    },
  };
}

function functionName(batchSize: number, measureTerms: boolean): string {
  return `step-${batchSize}${measureTerms ? '-terms' : ''}`;
}

/** Anything of the right shape: a trace does not depend on values. */
function emptyBatch({ network, loss, teacherShape }: StepSetup, size: number): Batch {
  const features = needsOf(loss).teacherLayers.map((layer) => {
    const shape = [size, ...(teacherShape?.(layer) ?? [])];
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    return [layer, { values, shape }] as const;
  });
  return {
    images: new Float32Array(size * 32 * 32 * 3),
    labels: new Uint8Array(size),
    teacherLogits: new Float32Array(size * network.classes),
    teacherFeatures: Object.fromEntries(features),
  };
}
