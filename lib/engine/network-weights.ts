import type { tf } from './tensorflow';
import { type ResourceVariable, resourceVariable } from './variable';

type Layer = tf.layers.Layer;

/** The resource variables of all layers of a network; the one place that creates and disposes of them. */
export class NetworkWeights {
  readonly trainable: ResourceVariable[] = [];
  readonly all: ResourceVariable[] = [];
  readonly #absorbed = new Map<string, ResourceVariable>();
  readonly #frozen = new Set<ResourceVariable>();
  readonly #frozenNames: readonly string[];

  /** @param frozen names of weights that are not trained, such as `whiten/kernel` */
  constructor(frozen: readonly string[] = []) {
    this.#frozenNames = frozen;
  }

  /** Takes over a layer's weights. */
  add(layer: Layer): readonly ResourceVariable[] {
    const values = layer.getWeights();
    return layer.weights.map((weight, index) => {
      const data = (values[index] as tf.Tensor).dataSync() as Float32Array;
      const variable = resourceVariable(weight.name, weight.shape as number[], data);
      this.all.push(variable);
      // tfjs numbers names that it has seen before: whiten/kernel_1
      const name = weight.name.replace(/_\d+$/, '');
      if (!layer.trainable || this.#frozenNames.includes(name)) this.#frozen.add(variable);
      return variable;
    });
  }

  /** Says that a convolution's bias is added to the running mean of the batch norm behind it. */
  absorbBias(norm: Layer, bias: ResourceVariable): void {
    this.#absorbed.set(norm.name, bias);
  }

  /** The bias that a batch norm absorbs, if there is one. */
  absorbedBy(norm: Layer): ResourceVariable | undefined {
    return this.#absorbed.get(norm.name);
  }

  /** Registers the variables that are not frozen for training; returns their places, undefined for frozen ones. */
  train(variables: readonly ResourceVariable[]): readonly (number | undefined)[] {
    return variables.map((variable) =>
      this.#frozen.has(variable) ? undefined : this.trainable.push(variable) - 1,
    );
  }

  readonly read = (): Float32Array[] =>
    this.all.map((variable) => {
      const value = variable.read();
      const data = (value.dataSync() as Float32Array).slice();
      value.dispose();
      return data;
    });

  readonly write = (weights: readonly Float32Array[]): void => {
    if (weights.length !== this.all.length) {
      throw new RangeError(`network: expected ${this.all.length} weights, found ${weights.length}`);
    }
    this.all.forEach((variable, index) => {
      variable.assign(weights[index] as Float32Array);
    });
  };

  readonly dispose = (): void => {
    for (const variable of this.all) variable.dispose();
  };
}
