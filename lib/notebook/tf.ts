import { tf as native } from '../engine/tensorflow';

/**
 * tfjs for the cells of notebooks: the whole library, with the part of its types that cells use. Its own
 * declarations are 600 files, which the kernel would read again for every cell.
 */
export const tf = native as unknown as TensorFlow;

/** A tensor; its operations return new ones. */
export interface Tensor extends Arithmetic, Reductions {
  readonly shape: readonly number[];
  readonly dtype: string;
  reshape(shape: readonly number[]): Tensor;
  slice(begin: number | readonly number[], size?: number | readonly number[]): Tensor;
  concat(other: Tensor, axis?: number): Tensor;
  transpose(permutation?: readonly number[]): Tensor;
  toFloat(): Tensor;
  clone(): Tensor;
  /** The values in row-major order. */
  dataSync(): Float32Array;
  data(): Promise<Float32Array>;
  dispose(): void;
}

type Operand = Tensor | number;

interface Arithmetic {
  add(other: Operand): Tensor;
  sub(other: Operand): Tensor;
  mul(other: Operand): Tensor;
  div(other: Operand): Tensor;
  pow(exponent: Operand): Tensor;
  maximum(other: Operand): Tensor;
  minimum(other: Operand): Tensor;
  squaredDifference(other: Operand): Tensor;
  matMul(other: Tensor, transposeThis?: boolean, transposeOther?: boolean): Tensor;
  equal(other: Operand): Tensor;
  greater(other: Operand): Tensor;
  neg(): Tensor;
  abs(): Tensor;
  square(): Tensor;
  sqrt(): Tensor;
  exp(): Tensor;
  log(): Tensor;
  relu(): Tensor;
  sigmoid(): Tensor;
  softmax(axis?: number): Tensor;
  logSoftmax(axis?: number): Tensor;
}

type Axis = number | readonly number[];

interface Reductions {
  sum(axis?: Axis, keepDims?: boolean): Tensor;
  mean(axis?: Axis, keepDims?: boolean): Tensor;
  max(axis?: Axis, keepDims?: boolean): Tensor;
  min(axis?: Axis, keepDims?: boolean): Tensor;
  argMax(axis?: number): Tensor;
  norm(order?: number | 'euclidean', axis?: Axis, keepDims?: boolean): Tensor;
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
export interface LayerSettings {
  readonly filters?: number;
  readonly units?: number;
  readonly kernelSize?: number | readonly number[];
  readonly poolSize?: number | readonly number[];
  readonly strides?: number | readonly number[];
  readonly padding?: 'same' | 'valid' | number | readonly (readonly number[])[];
  readonly activation?: string;
  readonly rate?: number;
  readonly name?: string;
  readonly [other: string]: unknown;
}

/** `tf.layers`: every layer of tfjs, those of these notebooks by name. */
export interface Layers {
  inputLayer(settings?: LayerSettings): Layer;
  conv2d(settings?: LayerSettings): Layer;
  batchNormalization(settings?: LayerSettings): Layer;
  maxPooling2d(settings?: LayerSettings): Layer;
  averagePooling2d(settings?: LayerSettings): Layer;
  zeroPadding2d(settings?: LayerSettings): Layer;
  globalAveragePooling2d(settings?: LayerSettings): Layer;
  reLU(settings?: LayerSettings): Layer;
  dense(settings?: LayerSettings): Layer;
  dropout(settings?: LayerSettings): Layer;
  add(settings?: LayerSettings): Layer;
  readonly [other: string]: (settings?: LayerSettings) => Layer;
}

/** One gradient a variable, by its name. */
export type Gradients = Record<string, Tensor>;

/** Changes variables by their gradients. */
export interface Optimizer {
  applyGradients(gradients: Gradients): void;
  minimize(loss: () => Tensor, returnCost?: boolean): Tensor | null;
  dispose(): void;
}

type Numbers = Float32Array | Int32Array | Uint8Array | readonly number[];
type Scalar = (x: Tensor) => Tensor;

/** The functions of tfjs that cells use. */
export interface TensorFlow {
  readonly layers: Layers;
  sequential(settings?: { readonly layers?: readonly Layer[]; readonly name?: string }): Model;
  input(settings: { readonly shape: readonly number[]; readonly name?: string }): Symbolic;
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
  ): { readonly value: Tensor; readonly grads: Gradients };
  /** The gradient of a function's sum with respect to its argument. */
  grad(f: Scalar): Scalar;
  tensor(values: Numbers, shape?: readonly number[], dtype?: string): Tensor;
  tensor1d(values: Numbers, dtype?: string): Tensor;
  tensor2d(values: Numbers | readonly (readonly number[])[], shape?: readonly number[]): Tensor;
  tensor4d(values: Numbers, shape: readonly number[]): Tensor;
  scalar(value: number): Tensor;
  zeros(shape: readonly number[]): Tensor;
  randomNormal(
    shape: readonly number[],
    mean?: number,
    deviation?: number,
    dtype?: string,
    seed?: number,
  ): Tensor;
  oneHot(labels: Tensor, classes: number): Tensor;
  softmax(logits: Tensor, axis?: number): Tensor;
  logSoftmax(logits: Tensor, axis?: number): Tensor;
  concat(tensors: readonly Tensor[], axis?: number): Tensor;
  split(tensor: Tensor, parts: number, axis?: number): Tensor[];
  mirrorPad(
    tensor: Tensor,
    paddings: readonly (readonly number[])[],
    mode: 'reflect' | 'symmetric',
  ): Tensor;
  reverse(tensor: Tensor, axis?: number | readonly number[]): Tensor;
  /** Frees the tensors that are made within, but for the result's. */
  tidy<T>(compute: () => T): T;
  dispose(tensors: Tensor | readonly Tensor[]): void;
  memory(): { readonly numTensors: number };
}
