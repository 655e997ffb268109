import { runsEagerly } from '../engine/graph/eagerly';
import { graphSession } from '../engine/graph/session';
import { tf } from '../engine/tensorflow';
import type { ResourceVariable } from '../engine/variable';
import {
  type Batch,
  readSums,
  type StepSetup,
  type StepSums,
  stepInputs,
  stepTensors,
  trainingStep,
} from './step';

/** Takes training steps, one way or the other; the results are the same to the bit. */
export interface Stepper {
  /** Before the first step since weights or slots were changed from outside. */
  readonly begin: () => void;
  /** @param measureTerms as in StepSetup */
  readonly step: (
    batch: Batch,
    learningRate: number,
    options?: Pick<StepSetup, 'measureTerms' | 'dropout'>,
  ) => StepSums;
  /** After the last step before weights or slots are looked at from outside. */
  readonly end: () => void;
  readonly dispose: () => void;
}

type Setup = Pick<StepSetup, 'network' | 'optimizer' | 'loss'>;

/**
 * The fastest stepper that a network and its loss allow.
 * @param batchSizes all that will occur
 */
export function stepperFor(setup: Setup, batchSizes: readonly number[]): Stepper {
  const traceable = setup.loss.traceable === true && !setup.network.draws && !runsEagerly();
  return traceable ? graphStepper(setup, batchSizes) : eagerStepper(setup);
}

/** Calls kernel by kernel. */
export function eagerStepper(setup: Setup): Stepper {
  const nothing = (): void => undefined;
  return {
    begin: nothing,
    step: (batch, learningRate, options) =>
      trainingStep({ ...setup, ...options }, batch, learningRate),
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
export function graphStepper(setup: Setup, batchSizes: readonly number[]): Stepper {
  const { network, optimizer } = setup;
  const variables = [...network.variables, ...optimizer.slots] as readonly ResourceVariable[];
  const taken = optimizer.steps();
  const functions = Object.fromEntries(
    batchSizes.flatMap((size) =>
      [false, true].map((measureTerms) => {
        const inputs = stepInputs(setup, emptyBatch(size), optimizer.advance(0));
        const compute = (given: typeof inputs) => stepTensors({ ...setup, measureTerms }, given);
        return [functionName(size, measureTerms), { inputs, compute }] as const;
      }),
    ),
  );
  const session = graphSession(variables, functions);
  for (const { inputs } of Object.values(functions)) tf.dispose(inputs);
  optimizer.setSteps(taken);
  return {
    begin: session.load,
    step: (batch, learningRate, { measureTerms = false } = {}) => {
      const size = batch.labels.length;
      if (!batchSizes.includes(size)) {
        throw new RangeError(
          `graphStepper: a batch of ${size}, expected one of ${batchSizes.join(', ')}`,
        );
      }
      const inputs = stepInputs(setup, batch, optimizer.advance(learningRate));
      const outputs = session.run(functionName(size, measureTerms), inputs);
      const sums = readSums(setup, outputs, batch);
      tf.dispose([inputs, outputs]);
      return sums;
    },
    end: session.store,
    dispose: session.dispose,
  };
}

function functionName(batchSize: number, measureTerms: boolean): string {
  return `step-${batchSize}${measureTerms ? '-terms' : ''}`;
}

/** Anything of the right shape: a trace does not depend on values. */
function emptyBatch(size: number): Batch {
  return {
    images: new Float32Array(size * 32 * 32 * 3),
    labels: new Uint8Array(size),
    teacherLogits: new Float32Array(size * 10),
  };
}
