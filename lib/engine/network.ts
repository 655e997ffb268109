import type { RandomStream } from '../random/stream';
import type { MathMode } from '../recipes/recipe';
import type { BatchStatistics } from './batch-norm';
import { drawsFrom } from './dropout';
import { inMixedPrecision } from './graph/mixed-scope';
import { outputShape } from './layer-shape';
import { type AppliedMany, absorbingNorm, type Built, buildLayer } from './network-layers';
import { NetworkWeights } from './network-weights';
import type { Applied, Gradients } from './operation';
import { tf } from './tensorflow';
import type { ResourceVariable } from './variable';

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
  /** All that a pass reads or changes, in the order of the model's layers. */
  readonly variables: readonly ResourceVariable[];
  /** Whether training draws random numbers: a layer drops. */
  readonly draws: boolean;
  /** What training computes in. */
  readonly math: MathMode;
  /** Name of the model's output layer. */
  readonly outputLayer: string;
  /** Length of the output: how many classes there are. */
  readonly classes: number;
  /**
   * Shape of a layer's output, without the batch.
   * @throws when there is no such layer, or what it computes here is not what the model's layer computes: a
   * convolution whose bias the batch norm behind it absorbs
   */
  readonly featureShape: (layer: string) => readonly number[];
  /**
   * Runs the graph; call inside `tf.tidy`. In training, running statistics are updated.
   * @param dropout the step's own stream, needed in training where a layer drops
   */
  readonly forward: (input: tf.Tensor4D, training: boolean, dropout?: RandomStream) => Pass;
  /** All weights, layer by layer in the layers' own order (trainable and running statistics alike). */
  readonly weights: () => Float32Array[];
  readonly setWeights: (weights: readonly Float32Array[]) => void;
  /** Writes the weights back into the model this was made from. */
  readonly writeBack: () => void;
  readonly dispose: () => void;
}

export interface NetworkOptions {
  /** Names of weights, such as `whiten/kernel`, where not the whole layer is frozen. */
  readonly frozen?: readonly string[];
  /** How training sums a batch's mean and variance; 'fused' unless told. */
  readonly batchStatistics?: BatchStatistics | undefined;
  /** What training computes in; 'float32' unless told. Evaluation is in float32 in either. */
  readonly math?: MathMode | undefined;
}

/** A layer in its place in the graph. */
interface Node extends Built {
  readonly name: string;
  readonly inputs: readonly string[];
  /** Whether anything trainable lies at or before the node's inputs. */
  readonly inputWanted: boolean;
}

type Layer = tf.layers.Layer;

/**
 * Makes a network of a tf.LayersModel of one input and one output.
 *
 * Supported layers: Conv2D, BatchNormalization, relu (Activation or ReLU), gelu (Activation), MaxPooling2D,
 * AveragePooling2D, ZeroPadding2D, Add, GlobalAveragePooling2D, Dense, Dropout, Rescaling without offset.
 * What is frozen (a layer whose `trainable` is false, or a weight in `options.frozen`) is not among the trainable
 * variables: no optimiser changes or decays it. The running statistics of a frozen batch norm still follow the
 * batches.
 *
 * A convolution's bias that meets nothing but batch normalisation has no effect in training (the batch
 * mean takes it out again) and an exactly zero gradient: it is left out there and added to the running
 * mean instead, which gives the same function.
 * @throws when the model holds another layer or setting, naming it
 */
export function network(model: tf.LayersModel, options: NetworkOptions = {}): Network {
  const owner = new NetworkWeights(options.frozen ?? []);
  try {
    return networkOf(model, owner, options);
  } catch (error) {
    owner.dispose();
    throw error;
  }
}

/**
 * Names of the model's input and output layer.
 * @throws when it is no model, or has several of either
 */
function endsOf(model: tf.LayersModel): {
  readonly inputLayer: string;
  readonly outputLayer: string;
} {
  if (!Array.isArray(model?.layers) || !Array.isArray(model.inputs)) {
    throw new Error(
      `network: expected a tf.LayersModel (tf.model or tf.sequential), found ${typeof model}`,
    );
  }
  const { inputLayers, outputLayers } = model;
  const [input, output] = [inputLayers[0]?.name, outputLayers[0]?.name];
  if (inputLayers.length === 1 && outputLayers.length === 1 && input && output) {
    return { inputLayer: input, outputLayer: output };
  }
  throw new Error(
    'network: expected a model of one input and one output, found ' +
      `${inputLayers.length} and ${outputLayers.length}`,
  );
}

function networkOf(
  model: tf.LayersModel,
  owner: NetworkWeights,
  { batchStatistics, math = 'float32' }: NetworkOptions,
): Network {
  const { inputLayer, outputLayer } = endsOf(model);
  const consumers = consumersByLayer(model);
  const reachesWeights = new Set<string>();
  const nodes: Node[] = [];
  for (const layer of model.layers) {
    const inputs = inputNames(layer);
    if (inputs.some((name) => reachesWeights.has(name)) || layer.trainableWeights.length > 0) {
      reachesWeights.add(layer.name);
    }
    if (layer.getClassName() === 'InputLayer') continue;
    nodes.push({
      name: layer.name,
      inputs,
      inputWanted: inputs.some((name) => reachesWeights.has(name)),
      ...buildLayer(layer, owner, { next: consumers.get(layer.name) ?? [], batchStatistics }),
    });
  }
  const normBehind = (layer: Layer) => absorbingNorm(layer, consumers.get(layer.name) ?? []);
  const features = new Map(
    model.layers
      .filter((layer) => layer.name !== inputLayer && normBehind(layer) === undefined)
      .map((layer) => [layer.name, layer]),
  );
  return {
    trainable: owner.trainable,
    variables: owner.all,
    draws: nodes.some(({ draws }) => draws),
    outputLayer,
    classes: outputShape(model.getLayer(outputLayer)).at(-1) ?? 0,
    featureShape: (name) => {
      const layer = features.get(name);
      if (layer !== undefined) return outputShape(layer);
      const absorbed = model.layers.find((one) => one.name === name);
      const norm = absorbed && normBehind(absorbed)?.name;
      if (norm !== undefined) {
        throw new Error(
          `network: layer "${name}" has no output of its own here: the batch norm "${norm}" behind it takes over ` +
            `its bias; take features from "${norm}"`,
        );
      }
      throw new Error(
        `network: no layer "${name}" to take features from; there are ${[...features.keys()].join(', ')}`,
      );
    },
    math,
    forward: (input, training, dropout) => {
      const pass = () => forward({ nodes, owner, inputLayer }, input, { training, dropout });
      return training && math === 'bf16' ? mixed(pass) : pass();
    },
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

/** The same pass, there and back in mixed precision. */
function mixed(compute: () => Pass): Pass {
  const { output, pullback } = inMixedPrecision(compute);
  return { output, pullback: (gradients) => inMixedPrecision(() => pullback(gradients)) };
}

interface Graph {
  readonly nodes: readonly Node[];
  readonly owner: NetworkWeights;
  readonly inputLayer: string;
}

interface Mode {
  readonly training: boolean;
  readonly dropout: RandomStream | undefined;
}

function forward(graph: Graph, input: tf.Tensor4D, { training, dropout }: Mode): Pass {
  const draw = drawsFrom(dropout);
  const outputs = new Map<string, tf.Tensor>([[graph.inputLayer, input]]);
  const output = (name: string): tf.Tensor => {
    const value = outputs.get(name);
    if (value === undefined) {
      throw new Error(`network: no layer "${name}"; there are ${[...outputs.keys()].join(', ')}`);
    }
    return value;
  };
  const applied = graph.nodes.map((node) => {
    const result = node.apply(node.inputs.map(output), training, draw);
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
          if (place !== undefined) results[place] = back.weights[position];
        });
      }
      return results;
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
function inputNames(layer: Layer): readonly string[] {
  const inbound = layer.inboundNodes[0]?.inboundLayers ?? [];
  return inbound.map(({ name }) => name);
}
