import { runsEagerly } from '../engine/graph/eagerly';
import { graphSession } from '../engine/graph/session';
import type { Named } from '../engine/graph/trace';
import { plain } from '../engine/plain';
import {
  type Batch,
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
  const { network, optimizer, loss } = setup;
  const variables = [...network.variables, ...optimizer.slots];
  const steps = optimizer.steps();
  const scalars = optimizer.advance(0);
  optimizer.setSteps(steps);
  const wishes = hasTerms(loss) ? [false, true] : [false];
  const session = plain(() => {
    const functions = batchSizes.flatMap((size) =>
      wishes.map((measureTerms) => {
        const inputs = stepInputs(setup, emptyBatch(size), scalars);
        const compute = (given: Named) => stepTensors({ ...setup, measureTerms }, given);
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
    step: (batch, learningRate, { measureTerms = false } = {}) => {
      const size = batch.labels.length;
      if (!batchSizes.includes(size)) {
        throw new RangeError(
          `graphStepper: a batch of ${size}, expected one of ${batchSizes.join(', ')}`,
        );
      }
      const name = functionName(size, measureTerms && hasTerms(loss));
      return trainingStep(setup, batch, learningRate, (inputs) => session.run(name, inputs));
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
function emptyBatch(size: number): Batch {
  return {
    images: new Float32Array(size * 32 * 32 * 3),
    labels: new Uint8Array(size),
    teacherLogits: new Float32Array(size * 10),
  };
}
