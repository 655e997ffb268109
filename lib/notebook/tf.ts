import { tf as native } from '../engine/tensorflow';

/**
 * tfjs for the cells of notebooks: the whole library, with the part of its types that cells use. Its own
 * declarations are 600 files, which the kernel would read again for every cell.
 */
export const tf = native as unknown as TensorFlow;

type Axis = number | readonly number[];
type Shape = readonly number[];
type Numbers = Float32Array | Int32Array | Uint8Array | readonly number[];

type Elementwise = Record<
  'neg' | 'abs' | 'square' | 'sqrt' | 'exp' | 'log' | 'relu' | 'sigmoid' | 'toFloat' | 'clone',
  () => Tensor
>;
type Arithmetic = Record<
  'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'squaredDifference',
  (other: Tensor | number) => Tensor
>;
type Comparisons = Record<'equal' | 'greater', (other: Tensor | number) => Tensor>;
type Reductions = Record<
  'sum' | 'mean' | 'max' | 'min',
  (axis?: Axis, keepDims?: boolean) => Tensor
>;

/** A tensor; its operations return new ones. */
export interface Tensor extends Elementwise, Arithmetic, Comparisons, Reductions {
  readonly shape: Shape;
  readonly dtype: string;
  matMul(other: Tensor, transposeThis?: boolean, transposeOther?: boolean): Tensor;
  softmax(axis?: number): Tensor;
  logSoftmax(axis?: number): Tensor;
  argMax(axis?: number): Tensor;
  norm(order?: number | 'euclidean', axis?: Axis, keepDims?: boolean): Tensor;
  reshape(shape: Shape): Tensor;
  slice(begin: Axis, size?: Axis): Tensor;
  concat(other: Tensor, axis?: number): Tensor;
  transpose(permutation?: readonly number[]): Tensor;
  /** The values in row-major order. */
  dataSync(): Float32Array;
  data(): Promise<Float32Array>;
  dispose(): void;
}

/** A weight that training changes. */
export interface Variable extends Tensor {
  readonly name: string;
  assign(value: Tensor): void;
}

/** What a layer will compute once the model is given images: a place in the graph. */
export interface Symbolic {
  readonly shape: readonly (number | null)[];
  readonly name: string;
}

/** A layer of `tf.layers`. */
export interface Layer {
  readonly name: string;
  readonly output: Symbolic;
  /** The weights that training changes, each in `val`. */
  readonly trainableWeights: readonly { readonly val: Variable }[];
  trainable: boolean;
  apply(input: Symbolic | readonly Symbolic[]): Symbolic;
  apply(input: Tensor, options?: { readonly training?: boolean }): Tensor;
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
}

/** A `tf.LayersModel`. */
export interface Model extends Layer {
  readonly layers: readonly Layer[];
  getLayer(name: string): Layer;
  /** Runs the model as it is evaluated, without dropout and with the running statistics of batch norm. */
  predict(input: Tensor, options?: { readonly batchSize?: number }): Tensor;
  summary(): void;
  /** Of all weights, the running statistics of batch norm among them. */
  countParams(): number;
  dispose(): void;
}

/** The settings of a layer, those that these notebooks use by name. */
export interface LayerSettings
  extends Partial<Record<'filters' | 'units' | 'rate', number>>,
    Partial<Record<'kernelSize' | 'poolSize' | 'strides', number | readonly number[]>> {
  readonly padding?: 'same' | 'valid' | number | readonly Shape[];
  readonly activation?: string;
  readonly name?: string;
  readonly [other: string]: unknown;
}

type NewLayer = (settings?: LayerSettings) => Layer;

/** `tf.layers`: every layer of tfjs, those of these notebooks by name. */
export interface Layers
  extends Record<'inputLayer' | 'dense' | 'conv2d' | 'zeroPadding2d' | 'add', NewLayer>,
    Record<'batchNormalization' | 'reLU' | 'dropout', NewLayer>,
    Record<'maxPooling2d' | 'averagePooling2d' | 'globalAveragePooling2d', NewLayer> {
  readonly [other: string]: NewLayer;
}

/** Changes variables by their gradients, one each by its name. */
export interface Optimizer {
  applyGradients(gradients: Record<string, Tensor>): void;
  minimize(loss: () => Tensor, returnCost?: boolean): Tensor | null;
  dispose(): void;
}

/** The functions of tfjs that cells use. */
export interface TensorFlow
  extends Record<'softmax' | 'logSoftmax', (logits: Tensor, axis?: number) => Tensor> {
  readonly layers: Layers;
  sequential(settings?: { readonly layers?: readonly Layer[]; readonly name?: string }): Model;
  input(settings: { readonly shape: Shape; readonly name?: string }): Symbolic;
  model(ends: { readonly inputs: Symbolic; readonly outputs: Symbolic }): Model;
  readonly train: {
    adam(learningRate?: number, beta1?: number, beta2?: number, epsilon?: number): Optimizer;
    sgd(learningRate: number): Optimizer;
    momentum(learningRate: number, momentum: number, useNesterov?: boolean): Optimizer;
  };
  /** The gradients of a loss with respect to the given variables, or to all that it depends on. */
  variableGrads(
    loss: () => Tensor,
    variables?: readonly Variable[],
  ): { readonly value: Tensor; readonly grads: Record<string, Tensor> };
  /** The gradient of a function's sum with respect to its argument. */
  grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
  tensor(values: Numbers, shape?: Shape, dtype?: string): Tensor;
  tensor1d(values: Numbers, dtype?: string): Tensor;
  tensor2d(values: Numbers | readonly (readonly number[])[], shape?: Shape): Tensor;
  tensor4d(values: Numbers, shape: Shape): Tensor;
  scalar(value: number): Tensor;
  zeros(shape: Shape): Tensor;
  randomNormal(shape: Shape, mean?: number, sd?: number, dtype?: string, seed?: number): Tensor;
  oneHot(labels: Tensor, classes: number): Tensor;
  concat(tensors: readonly Tensor[], axis?: number): Tensor;
  split(tensor: Tensor, parts: number, axis?: number): Tensor[];
  mirrorPad(tensor: Tensor, paddings: readonly Shape[], mode: 'reflect' | 'symmetric'): Tensor;
  reverse(tensor: Tensor, axis?: Axis): Tensor;
  /** Frees the tensors that are made within, but for the result's. */
  tidy<T>(compute: () => T): T;
  dispose(tensors: Tensor | readonly Tensor[]): void;
  memory(): { readonly numTensors: number };
}
