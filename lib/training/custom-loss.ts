import type { tf } from '../engine/tensorflow';
import { withUniqueNames } from '../losses/build';
import type { Loss, WeightedTerm } from '../losses/loss';
import type { TermInputs } from '../terms/term';

/** A loss of a reader's own: terms with their weights, or a function of a batch to one value an example. */
export type CustomLoss = readonly WeightedTerm[] | ((inputs: TermInputs) => tf.Tensor1D);

/**
 * A custom loss as the engine takes it.
 * @param hasTeacher whether a function may look at a teacher's logits
 * @throws when it is neither a list of terms with finite weights and whole warm-ups nor a function; in training, when
 * a value is not one number an example
 */
export function lossOf(custom: CustomLoss, hasTeacher: boolean): Loss {
  if (typeof custom === 'function') {
    const needs = hasTeacher ? { teacherLogits: true as const } : {};
    const term = { name: custom.name || 'loss', needs, perExample: custom };
    return [{ weight: 1, term: checked(term) }];
  }
  if (!Array.isArray(custom) || custom.length === 0) {
    throw new Error(
      'loss: expected a function of a batch, or a list of terms [{ weight, term }] with one or more; found ' +
        (Array.isArray(custom) ? 'an empty list' : `${typeof custom}`),
    );
  }
  const terms = custom as readonly WeightedTerm[];
  terms.forEach(requireTerm);
  if (terms.every(({ weight }) => weight === 0)) {
    throw new Error('loss: all weights are 0, so nothing would be learned; give a term a weight');
  }
  return withUniqueNames(terms.map((weighted) => ({ ...weighted, term: checked(weighted.term) })));
}

function requireTerm({ weight, term, warmupEpochs = 0 }: WeightedTerm, at: number): void {
  if (!Number.isFinite(weight) || weight < 0) {
    throw new Error(`loss: expected a weight from 0 up for term ${at}, found ${weight}`);
  }
  if (typeof term?.perExample !== 'function' || term.needs === undefined) {
    throw new Error(
      `loss: expected { weight, term: { name, needs, perExample } } at ${at}; a term that looks at ` +
        'logits and labels alone has needs: {}',
    );
  }
  if (typeof term.name !== 'string' || term.name === '') {
    throw new Error(
      `loss: expected a name for term ${at}, found ${JSON.stringify(term.name)}; records tell terms apart by it`,
    );
  }
  if (!Number.isInteger(warmupEpochs) || warmupEpochs < 0) {
    throw new Error(
      `loss "${term.name}": expected warmupEpochs to be a whole number from 0 up, found ${warmupEpochs}`,
    );
  }
}

/** The same term, which refuses to give anything but one value an example. */
function checked(term: WeightedTerm['term']): WeightedTerm['term'] {
  const perExample: typeof term.perExample = (inputs, own) => {
    const value: unknown = term.perExample(inputs, own);
    const examples = inputs.labels.shape[0];
    const shape = (value as Partial<tf.Tensor> | undefined)?.shape;
    if (shape?.length === 1 && shape[0] === examples) return value as tf.Tensor1D;
    throw new Error(
      `loss "${term.name}": expected a tensor of one value an example, [${examples}], found ` +
        `${shape === undefined ? String(value) : `[${shape.join(', ')}]`}; sum over the classes, not over the batch`,
    );
  };
  return { ...term, perExample };
}
