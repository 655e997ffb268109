import type { tf } from './tensorflow';
import type { InitialVariable, Variable } from './variable';
import { type VariableStore, variableStore } from './variable-store';

type Layer = tf.layers.Layer;

/** A weight of a layer, as the layer sees it. */
export interface LayerWeight {
  /** Its value in the pass under way. */
  readonly value: () => tf.Tensor;
}

/** A weight with what it starts as. */
interface Entry extends LayerWeight {
  readonly initial: InitialVariable;
  current?: tf.Tensor;
  /** What the pass under way leaves it as. */
  next?: tf.Tensor;
}

/** Weights that are kept together. */
interface Kept {
  readonly entries: readonly Entry[];
  readonly store: VariableStore;
}

/**
 * The weights of all layers of a network, the one place that creates and disposes of variables: those that an
 * optimiser trains, and those that passes themselves bring up to date. Layers add theirs, then `finish` keeps them.
 */
export class NetworkWeights {
  readonly #entries: Entry[] = [];
  readonly #trained: Entry[] = [];
  readonly #absorbed = new Map<string, LayerWeight>();
  #kept: { readonly trained: Kept; readonly others: Kept } | undefined;

  /** Takes over a layer's weights. */
  add(layer: Layer): readonly LayerWeight[] {
    const values = layer.getWeights();
    return layer.weights.map((weight, index) => {
      const entry: Entry = {
        initial: {
          name: weight.name,
          shape: weight.shape as number[],
          values: (values[index] as tf.Tensor).dataSync() as Float32Array,
        },
        value: () => entry.current as tf.Tensor,
      };
      this.#entries.push(entry);
      return entry;
    });
  }

  /** Says that a convolution's bias is added to the running mean of the batch norm behind it. */
  absorbBias(norm: Layer, bias: LayerWeight): void {
    this.#absorbed.set(norm.name, bias);
  }

  /** The bias that a batch norm absorbs, if there is one. */
  absorbedBy(norm: Layer): LayerWeight | undefined {
    return this.#absorbed.get(norm.name);
  }

  /** Says that weights are trained; returns their places among those that are. */
  train(weights: readonly LayerWeight[]): readonly number[] {
    return weights.map((weight) => this.#trained.push(weight as Entry) - 1);
  }

  /** Keeps what the layers have added. */
  finish(): void {
    const others = this.#entries.filter((entry) => !this.#trained.includes(entry));
    this.#kept = { trained: keep(this.#trained), others: keep(others) };
  }

  /** What an optimiser changes, in the order of the layers. */
  get trainable(): readonly Variable[] {
    return this.#finished().trained.store.variables;
  }

  /** Reads all values for a pass; call inside `tf.tidy`. */
  load(): void {
    for (const { entries, store } of Object.values(this.#finished())) {
      store.readAll().forEach((value, place) => {
        (entries[place] as Entry).current = value;
      });
    }
  }

  /** Says what a weight that is not trained will be after the pass under way. */
  update(weight: LayerWeight, value: tf.Tensor): void {
    (weight as Entry).next = value;
  }

  /** Keeps the updates of the pass under way. */
  commit(): void {
    const { entries, store } = this.#finished().others;
    if (entries.every(({ next }) => next === undefined)) return;
    store.assignAll(entries.map(({ next, value }) => next ?? value()));
    for (const entry of entries) delete entry.next;
  }

  /** All values, layer by layer. */
  readonly read = (): Float32Array[] =>
    this.#variables().map((variable) => {
      const value = variable.read();
      const data = (value.dataSync() as Float32Array).slice();
      value.dispose();
      return data;
    });

  readonly write = (weights: readonly Float32Array[]): void => {
    const variables = this.#variables();
    if (weights.length !== variables.length) {
      throw new RangeError(
        `network: expected ${variables.length} weights, found ${weights.length}`,
      );
    }
    variables.forEach((variable, index) => {
      variable.assign(weights[index] as Float32Array);
    });
  };

  readonly dispose = (): void => {
    for (const { store } of Object.values(this.#finished())) store.dispose();
  };

  /** The variable of each weight, layer by layer. */
  #variables(): Variable[] {
    const { trained, others } = this.#finished();
    const variableOf = new Map(
      [trained, others].flatMap(({ entries, store }) =>
        entries.map((entry, place) => [entry, store.variables[place] as Variable] as const),
      ),
    );
    return this.#entries.map((entry) => variableOf.get(entry) as Variable);
  }

  #finished() {
    if (this.#kept !== undefined) return this.#kept;
    throw new Error('NetworkWeights: expected finish() to be called first.');
  }
}

function keep(entries: readonly Entry[]): Kept {
  return { entries, store: variableStore(entries.map(({ initial }) => initial)) };
}
