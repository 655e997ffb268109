import { gelu, relu } from './activation';
import { type BatchStatistics, batchNorm } from './batch-norm';
import { biasAddition, convolution } from './convolution';
import { dense } from './dense';
import { type Draw, dropout } from './dropout';
import type { NetworkWeights } from './network-weights';
import type { Applied } from './operation';
import { type Paddings, zeroPad } from './padding';
import { averagePool, globalAveragePool, maxPool } from './pooling';
import { scaling } from './scaling';
import { tf } from './tensorflow';
import type { ResourceVariable } from './variable';

type Layer = tf.layers.Layer;
type Config = Readonly<Record<string, unknown>>;

/** What a layer of the graph computes from its inputs' outputs. */
export interface Built {
  /** Positions of its weights in the network's list, in the pullback's order; undefined where frozen. */
  readonly trainable: readonly (number | undefined)[];
  /** Whether it draws random numbers in training. */
  readonly draws?: boolean;
  readonly apply: (
    inputs: readonly tf.Tensor[],
    training: boolean,
    draw: Draw,
  ) => Applied | AppliedMany;
}

/** What is asked of a layer besides what its model says. */
export interface LayerOptions {
  /** The layers that take this one's output. */
  readonly next: readonly Layer[];
  readonly batchStatistics?: BatchStatistics | undefined;
}

/** Like Applied for a layer of several inputs: a gradient each. */
export interface AppliedMany {
  readonly output: tf.Tensor;
  readonly pullbackMany: (outputGradient: tf.Tensor) => readonly tf.Tensor[];
}

/**
 * Makes a layer of a tf.LayersModel ready: its weights go to `owner`, its computation becomes fused kernels.
 * @throws when the engine does not know the layer or one of its settings
 */
export function buildLayer(layer: Layer, owner: NetworkWeights, options: LayerOptions): Built {
  const config = layer.getConfig() as Config;
  requireOnePlace(layer);
  requireInputs(layer);
  const only = (apply: (input: tf.Tensor4D) => Applied): Built => ({
    trainable: [],
    apply: ([input]) => apply(input as tf.Tensor4D),
  });
  switch (layer.getClassName()) {
    case 'Conv2D':
      return buildConvolution(layer, owner, options.next);
    case 'BatchNormalization':
      return buildBatchNorm(layer, owner, options.batchStatistics);
    case 'Activation':
      if (config.activation === 'relu') return only(relu());
      if (config.activation === 'gelu') return only(gelu());
      break;
    case 'ReLU':
      if ((config.maxValue ?? null) === null) return only(relu());
      break;
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
    case 'Dropout':
      return buildDropout(layer);
    case 'Rescaling':
      if (config.offset === 0) return only(scaling(config.scale as number));
      break;
  }
  throw unsupported(layer);
}

function buildDense(layer: Layer, owner: NetworkWeights): Built {
  const { activation } = layer.getConfig() as Config;
  if (activation !== 'linear') throw unsupported(layer);
  const variables = owner.add(layer);
  const [weights, bias] = variables as [ResourceVariable, ResourceVariable | undefined];
  const apply = dense();
  return {
    trainable: owner.train(variables),
    apply: ([input]) =>
      apply(
        input as tf.Tensor2D,
        weights.read() as tf.Tensor2D,
        bias?.read() as tf.Tensor1D | undefined,
      ),
  };
}

function buildDropout(layer: Layer): Built {
  const { rate, noiseShape } = layer.getConfig() as { rate: number; noiseShape?: unknown };
  if (noiseShape !== undefined && noiseShape !== null) throw unsupported(layer);
  const drop = dropout(rate);
  return {
    trainable: [],
    draws: rate > 0,
    apply: ([input], training, draw) =>
      training && rate > 0 ? drop(input as tf.Tensor, draw) : unchanged(input as tf.Tensor),
  };
}

function unchanged(input: tf.Tensor): Applied {
  return { output: input, pullback: (gradient) => ({ input: gradient, weights: [] }) };
}

/**
 * The batch norm that takes over a convolution's bias; see `network`.
 * @param next the layers that take the convolution's output
 * @returns undefined for other layers, and where something else sees the output
 */
export function absorbingNorm(layer: Layer, next: readonly Layer[]): Layer | undefined {
  const hasBias = layer.getClassName() === 'Conv2D' && layer.weights.length > 1;
  const [norm] = next;
  const isOnlyNormalised = next.length === 1 && norm?.getClassName() === 'BatchNormalization';
  return hasBias && isOnlyNormalised ? norm : undefined;
}

function buildConvolution(layer: Layer, owner: NetworkWeights, next: readonly Layer[]): Built {
  const config = layer.getConfig() as Config;
  const [stride, other] = config.strides as [number, number];
  const { padding, activation } = config;
  const dilated = [config.dilationRate ?? 1].flat().some((rate) => rate !== 1);
  const knownPadding = padding === 'valid' || (padding === 'same' && stride === 1);
  if (stride !== other || !knownPadding || dilated || activation !== 'linear') {
    throw unsupported(layer);
  }
  const [weights, bias] = owner.add(layer) as [ResourceVariable, ResourceVariable | undefined];
  const apply = convolution({ stride, padding });
  const plain = (input: tf.Tensor) => apply(input as tf.Tensor4D, weights.read() as tf.Tensor4D);
  if (bias === undefined) {
    return { trainable: owner.train([weights]), apply: ([input]) => plain(input as tf.Tensor) };
  }
  const trainable = owner.train([weights, bias]);
  const norm = absorbingNorm(layer, next);
  if (norm !== undefined) {
    owner.absorbBias(norm, bias);
    return { trainable, apply: ([input]) => plain(input as tf.Tensor) };
  }
  const add = biasAddition();
  return {
    trainable,
    apply: ([input]) => add(plain(input as tf.Tensor), bias.read() as tf.Tensor1D),
  };
}

/** Weights of a batch norm that may lack gamma (`scale: false`) or beta (`center: false`): 1 and 0 then. */
function batchNormWeights(layer: Layer, owner: NetworkWeights) {
  const { scale, center } = layer.getConfig() as { scale: boolean; center: boolean };
  const variables = [...owner.add(layer)];
  const gamma = scale ? variables.shift() : undefined;
  const beta = center ? variables.shift() : undefined;
  const [mean, variance] = variables as [ResourceVariable, ResourceVariable];
  const [gammaPlace] = owner.train(gamma ? [gamma] : []);
  const [betaPlace] = owner.train(beta ? [beta] : []);
  return { gamma, beta, mean, variance, trainable: [gammaPlace, betaPlace] };
}

function buildBatchNorm(
  layer: Layer,
  owner: NetworkWeights,
  statistics: BatchStatistics | undefined,
): Built {
  const { epsilon, momentum } = layer.getConfig() as { epsilon: number; momentum: number };
  const { gamma, beta, mean, variance, trainable } = batchNormWeights(layer, owner);
  const shape = [...mean.shape] as [number];
  const bias = owner.absorbedBy(layer);
  const apply = batchNorm({ epsilon, update: 1 - momentum, statistics });
  return {
    trainable,
    apply: ([input], training) => {
      // The input lacks the convolution's bias, so the running mean is taken without it too.
      const shift = bias?.read();
      const applied = apply(
        input as tf.Tensor4D,
        {
          gamma: (gamma?.read() ?? tf.ones(shape)) as tf.Tensor1D,
          beta: (beta?.read() ?? tf.zeros(shape)) as tf.Tensor1D,
          runningMean: shift ? mean.read().sub(shift) : (mean.read() as tf.Tensor1D),
          runningVariance: variance.read() as tf.Tensor1D,
        },
        training,
      );
      // Keras' momentum of 1 keeps the statistics as they are.
      if (training && momentum < 1) {
        const newMean = applied.runningMean;
        mean.assignTensor(shift ? newMean.add(shift) : newMean);
        variance.assignTensor(applied.runningVariance);
      }
      return applied;
    },
  };
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

/** What the engine trains, for messages; `buildLayer` has the code of each. */
const known =
  'Conv2D, BatchNormalization, relu (Activation or ReLU), gelu (Activation), MaxPooling2D, AveragePooling2D, ' +
  'ZeroPadding2D, Add, GlobalAveragePooling2D, Dense, Dropout, Rescaling without offset';

/** Layers that take maps, [batch, height, width, channels]. */
const ofMaps: readonly string[] = [
  'Conv2D',
  'BatchNormalization',
  'MaxPooling2D',
  'AveragePooling2D',
  'GlobalAveragePooling2D',
  'ZeroPadding2D',
];

/** Holds that a layer takes what its kernels take: maps with the channels last, flat features, or equal shapes. */
function requireInputs(layer: Layer): void {
  const found = (layer.inboundNodes[0]?.inputShapes ?? []) as readonly (readonly number[])[];
  const shapes = found.map((shape) => shape.slice(1));
  const name = layer.getClassName();
  const { dataFormat, axis } = layer.getConfig() as Config;
  const ranks = ofMaps.includes(name) ? 3 : name === 'Dense' ? 1 : undefined;
  const fits = ranks === undefined || shapes.every((shape) => shape.length === ranks);
  const equal = name !== 'Add' || shapes.every((shape) => `${shape}` === `${shapes[0]}`);
  const channelsLast = name === 'ZeroPadding2D' || dataFormat !== 'channelsFirst'; // zeros may go between channels
  const normsChannels = name !== 'BatchNormalization' || axis === -1 || axis === 3;
  if (fits && equal && channelsLast && normsChannels) return;
  throw unsupported(layer, ` on ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')}`);
}

/** Holds that a layer stands in one place: the graph knows one input and one output of it. */
function requireOnePlace(layer: Layer): void {
  if (layer.inboundNodes.length <= 1) return;
  throw new Error(
    `network: layer "${layer.name}" is applied ${layer.inboundNodes.length} times; the engine takes layers that ` +
      'are applied once. Give each place a layer of its own.',
  );
}

function unsupported(layer: Layer, input = ''): Error {
  const config = layer.getConfig() as Config;
  const last =
    config.activation === 'softmax' || layer.getClassName() === 'Softmax'
      ? ' Leave the softmax off: losses take logits.'
      : '';
  return new Error(
    `network: layer "${layer.name}" (${layer.getClassName()})${input} with these settings cannot be trained ` +
      `by the engine.${last} The known layers: ${known}; dense layers take flat features, ` +
      'convolutions, batch norm and pooling take maps [height, width, channels]. ' +
      `Its settings: ${JSON.stringify(config)}`,
  );
}
