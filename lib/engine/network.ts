import { relu } from './activation';
import { batchNorm } from './batch-norm';
import { convolution } from './convolution';
import { dense } from './dense';
import { dataType, untypedKernel } from './kernel';
import type { Applied, Gradients } from './operation';
import { type Paddings, zeroPad } from './padding';
import { averagePool, globalAveragePool, maxPool } from './pooling';
import { tf } from './tensorflow';
import { type ResourceVariable, resourceVariable } from './variable';

/** The values of one forward pass and the way back through it. */
export interface Pass {
  /** Output of a layer, by its name. */
  readonly output: (layer: string) => tf.Tensor;
  /**
   * Gradients with respect to the trainable variables, in the network's order; undefined where exactly zero.
   * @param outputGradients gradient of the objective with respect to the output of each named layer
   */
  readonly pullback: (
    outputGradients: Readonly<Record<string, tf.Tensor>>,
  ) => (tf.Tensor | undefined)[];
}

/** A LayersModel made ready for fast training: its graph as fused kernels over resource variables. */
export interface Network {
  /** What an optimiser changes, in the order of the model's layers. */
  readonly trainable: readonly ResourceVariable[];
  /** Name of the model's output layer. */
  readonly outputLayer: string;
  /** Runs the graph; call inside `tf.tidy`. In training, running statistics are updated. */
  readonly forward: (input: tf.Tensor4D, training: boolean) => Pass;
  /** All weights, layer by layer in the layers' own order (trainable and running statistics alike). */
  readonly weights: () => Float32Array[];
  readonly setWeights: (weights: readonly Float32Array[]) => void;
  /** Writes the weights back into the model this was made from. */
  readonly writeBack: () => void;
  readonly dispose: () => void;
}

/** One layer of the graph: what it computes from its inputs' outputs. */
interface Node {
  readonly name: string;
  readonly inputs: readonly string[];
  /** Whether anything trainable lies at or before the node's inputs. */
  readonly inputWanted: boolean;
  /** Positions of its trainable weights in the network's list, in the pullback's order. */
  readonly trainable: readonly number[];
  readonly apply: (inputs: readonly tf.Tensor[], training: boolean) => Applied | AppliedMany;
}

/** Like Applied for a layer of several inputs: a gradient each. */
interface AppliedMany {
  readonly output: tf.Tensor;
  readonly pullbackMany: (outputGradient: tf.Tensor) => readonly tf.Tensor[];
}

type Layer = tf.layers.Layer;
type Config = Readonly<Record<string, unknown>>;

/**
 * Makes a network of a tf.LayersModel of one input and one output.
 *
 * Supported layers: Conv2D, BatchNormalization, relu (Activation or ReLU), MaxPooling2D,
 * AveragePooling2D, ZeroPadding2D, Add, GlobalAveragePooling2D, Dense.
 *
 * A convolution's bias that meets nothing but batch normalisation has no effect in training (the batch
 * mean takes it out again) and an exactly zero gradient: it is left out there and added to the running
 * mean instead, which gives the same function.
 * @throws when the model holds another layer or setting, naming it
 */
export function network(model: tf.LayersModel): Network {
  const owner = new WeightOwner();
  const consumers = consumersByLayer(model);
  const reachesWeights = new Set<string>();
  const nodes: Node[] = [];
  for (const layer of model.layers) {
    const inputs = inputNames(layer);
    if (inputs.some((name) => reachesWeights.has(name)) || layer.countParams() > 0) {
      reachesWeights.add(layer.name);
    }
    if (layer.getClassName() === 'InputLayer') continue;
    nodes.push({
      name: layer.name,
      inputs,
      inputWanted: inputs.some((name) => reachesWeights.has(name)),
      ...buildLayer(layer, owner, consumers),
    });
  }
  const inputLayer = model.inputLayers[0]?.name;
  const outputLayer = model.outputLayers[0]?.name;
  if (inputLayer === undefined || outputLayer === undefined) {
    throw new Error('network: the model needs one input and one output');
  }
  return {
    trainable: owner.trainable,
    outputLayer,
    forward: (input, training) => forward({ nodes, owner, inputLayer }, input, training),
    weights: owner.read,
    setWeights: owner.write,
    writeBack: () => {
      const values = owner.read();
      let next = 0;
      for (const layer of model.layers) {
        const shapes = layer.weights.map((weight) => weight.shape as number[]);
        if (shapes.length === 0) continue;
        tf.tidy(() =>
          layer.setWeights(shapes.map((shape) => tf.tensor(values[next++] as Float32Array, shape))),
        );
      }
    },
    dispose: owner.dispose,
  };
}

interface Graph {
  readonly nodes: readonly Node[];
  readonly owner: WeightOwner;
  readonly inputLayer: string;
}

function forward(graph: Graph, input: tf.Tensor4D, training: boolean): Pass {
  const outputs = new Map<string, tf.Tensor>([[graph.inputLayer, input]]);
  const output = (name: string): tf.Tensor => {
    const value = outputs.get(name);
    if (value === undefined) {
      throw new Error(`network: no layer "${name}"; there are ${[...outputs.keys()].join(', ')}`);
    }
    return value;
  };
  const applied = graph.nodes.map((node) => {
    const result = node.apply(node.inputs.map(output), training);
    outputs.set(node.name, result.output);
    return result;
  });
  return {
    output,
    pullback: (outputGradients) => {
      const gradients = new Map<string, tf.Tensor>(Object.entries(outputGradients));
      const accumulate = (name: string, gradient: tf.Tensor): void => {
        const before = gradients.get(name);
        gradients.set(name, before === undefined ? gradient : before.add(gradient));
      };
      const results = new Array<tf.Tensor | undefined>(graph.owner.trainable.length).fill(
        undefined,
      );
      for (let index = graph.nodes.length - 1; index >= 0; index--) {
        const [node, result] = [
          graph.nodes[index] as Node,
          applied[index] as Applied | AppliedMany,
        ];
        const gradient = gradients.get(node.name);
        if (gradient === undefined) continue;
        if ('pullbackMany' in result) {
          result.pullbackMany(gradient).forEach((inputGradient, position) => {
            accumulate(node.inputs[position] as string, inputGradient);
          });
          continue;
        }
        const back: Gradients = result.pullback(gradient, { input: node.inputWanted });
        if (back.input !== undefined && node.inputWanted) {
          accumulate(node.inputs[0] as string, back.input);
        }
        node.trainable.forEach((place, position) => {
          results[place] = back.weights[position];
        });
      }
      return results;
    },
  };
}

/** Owns the resource variables of all layers. */
class WeightOwner {
  readonly trainable: ResourceVariable[] = [];
  readonly #all: ResourceVariable[] = [];

  /** Takes over a layer's weights. */
  add(layer: Layer): readonly ResourceVariable[] {
    const values = layer.getWeights();
    return layer.weights.map((weight, index) => {
      const data = (values[index] as tf.Tensor).dataSync() as Float32Array;
      const variable = resourceVariable(weight.name, weight.shape as number[], data);
      this.#all.push(variable);
      return variable;
    });
  }

  /** Registers trainable variables; returns their places. */
  train(variables: readonly ResourceVariable[]): readonly number[] {
    return variables.map((variable) => this.trainable.push(variable) - 1);
  }

  readonly read = (): Float32Array[] =>
    this.#all.map((variable) => {
      const value = variable.read();
      const data = (value.dataSync() as Float32Array).slice();
      value.dispose();
      return data;
    });

  readonly write = (weights: readonly Float32Array[]): void => {
    if (weights.length !== this.#all.length) {
      throw new RangeError(
        `network: expected ${this.#all.length} weights, found ${weights.length}`,
      );
    }
    this.#all.forEach((variable, index) => {
      variable.assign(weights[index] as Float32Array);
    });
  };

  readonly dispose = (): void => {
    for (const variable of this.#all) variable.dispose();
  };
}

type Built = Pick<Node, 'trainable' | 'apply'>;

function buildLayer(layer: Layer, owner: WeightOwner, consumers: ConsumerMap): Built {
  const config = layer.getConfig() as Config;
  const only = (apply: (input: tf.Tensor4D) => Applied): Built => ({
    trainable: [],
    apply: ([input]) => apply(input as tf.Tensor4D),
  });
  switch (layer.getClassName()) {
    case 'Conv2D':
      return buildConvolution(layer, owner, consumers);
    case 'BatchNormalization':
      return buildBatchNorm(layer, owner);
    case 'Activation':
      if (config.activation === 'relu') return only(relu());
      break;
    case 'ReLU':
      return only(relu());
    case 'MaxPooling2D':
      return only(maxPool(poolingOptions(layer)));
    case 'AveragePooling2D':
      return only(averagePool(poolingOptions(layer)));
    case 'GlobalAveragePooling2D':
      return only(globalAveragePool());
    case 'ZeroPadding2D':
      return only(zeroPad(paddingsOf(config)));
    case 'Add':
      return {
        trainable: [],
        apply: (inputs) => ({
          output: tf.addN([...inputs]),
          pullbackMany: (gradient) => inputs.map(() => gradient),
        }),
      };
    case 'Dense':
      return buildDense(layer, owner);
  }
  throw unsupported(layer);
}

function buildDense(layer: Layer, owner: WeightOwner): Built {
  const { activation, useBias } = layer.getConfig() as Config;
  if (activation !== 'linear' || useBias !== true) throw unsupported(layer);
  const [weights, bias] = owner.add(layer) as [ResourceVariable, ResourceVariable];
  const apply = dense();
  return {
    trainable: owner.train([weights, bias]),
    apply: ([input]) =>
      apply(input as tf.Tensor2D, weights.read() as tf.Tensor2D, bias.read() as tf.Tensor1D),
  };
}

/** Biases that batch normalisation absorbs, by the name of the convolution that has them. */
const absorbedBias = new WeakMap<Layer, ResourceVariable>();

function buildConvolution(layer: Layer, owner: WeightOwner, consumers: ConsumerMap): Built {
  const config = layer.getConfig() as Config;
  const [stride, other] = config.strides as [number, number];
  const { padding, activation, useBias } = config;
  const knownPadding = padding === 'valid' || (padding === 'same' && stride === 1);
  if (stride !== other || !knownPadding || activation !== 'linear') throw unsupported(layer);
  const [weights, bias] = owner.add(layer) as [ResourceVariable, ResourceVariable | undefined];
  const apply = convolution({ stride, padding });
  const next = consumers.get(layer.name) ?? [];
  const meetsNorm = next.length === 1 && next[0]?.getClassName() === 'BatchNormalization';
  if (useBias !== true || bias === undefined || !meetsNorm) throw unsupported(layer);
  absorbedBias.set(next[0] as Layer, bias);
  return {
    trainable: owner.train([weights, bias]),
    apply: ([input]) => apply(input as tf.Tensor4D, weights.read() as tf.Tensor4D),
  };
}

function buildBatchNorm(layer: Layer, owner: WeightOwner): Built {
  const { epsilon, momentum } = layer.getConfig() as { epsilon: number; momentum: number };
  const [gamma, beta, mean, variance] = owner.add(layer) as [
    ResourceVariable,
    ResourceVariable,
    ResourceVariable,
    ResourceVariable,
  ];
  const bias = absorbedBias.get(layer);
  const apply = batchNorm({ epsilon, update: 1 - momentum });
  const assign = untypedKernel('AssignVariableOp', { dtype: dataType(1) }).run;
  return {
    trainable: owner.train([gamma, beta]),
    apply: ([input], training) => {
      // The input lacks the convolution's bias, so the running mean is taken without it too.
      const shift = bias?.read();
      const applied = apply(
        input as tf.Tensor4D,
        {
          gamma: gamma.read() as tf.Tensor1D,
          beta: beta.read() as tf.Tensor1D,
          runningMean: shift ? mean.read().sub(shift) : (mean.read() as tf.Tensor1D),
          runningVariance: variance.read() as tf.Tensor1D,
        },
        training,
      );
      if (training) {
        const newMean = applied.runningMean;
        assign(mean.handle, shift ? newMean.add(shift) : newMean);
        assign(variance.handle, applied.runningVariance);
      }
      return applied;
    },
  };
}

type ConsumerMap = ReadonlyMap<string, readonly Layer[]>;

function consumersByLayer(model: tf.LayersModel): ConsumerMap {
  const consumers = new Map<string, Layer[]>();
  for (const layer of model.layers) {
    for (const name of inputNames(layer)) {
      consumers.set(name, [...(consumers.get(name) ?? []), layer]);
    }
  }
  return consumers;
}

/** Names of the layers that feed a layer. */
export function inputNames(layer: Layer): readonly string[] {
  const inbound = layer.inboundNodes[0]?.inboundLayers ?? [];
  return inbound.map(({ name }) => name);
}

function poolingOptions(layer: Layer) {
  const { poolSize, strides, padding } = layer.getConfig() as {
    poolSize: [number, number];
    strides: [number, number];
    padding: string;
  };
  const square = poolSize[0] === poolSize[1] && strides[0] === strides[1];
  if (!square || padding !== 'valid') throw unsupported(layer);
  return { size: poolSize[0], stride: strides[0] };
}

/** Keras pads rows and columns; with channelsFirst on [batch, height, width, channels] that is width and channels. */
function paddingsOf(config: Config): Paddings {
  const [first, second] = config.padding as [[number, number], [number, number]];
  const none = [0, 0] as const;
  return config.dataFormat === 'channelsFirst'
    ? [none, none, first, second]
    : [none, first, second, none];
}

function unsupported(layer: Layer): Error {
  return new Error(
    `network: layer "${layer.name}" (${layer.getClassName()}) with these settings cannot be trained ` +
      `by the engine: ${JSON.stringify(layer.getConfig())}. Supported layers: see lib/engine/network.ts.`,
  );
}
