// First, and for its effect: TensorFlow reads these variables while it is loaded.
import './environment';

import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { processorName } from './processor';

export { tf };

/** A value that a kernel takes besides its tensors. */
export interface OpAttr {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The parts of the native backend that this project uses. */
export interface NativeBackend {
  readonly binding: Readonly<Record<string, number>> & { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
  getDTypeInteger(dtype: tf.DataType): number;
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array;
  executeSingleOutput(name: string, attrs: readonly OpAttr[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attrs: readonly OpAttr[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
  /** @returns the number of a session on the graph in a folder */
  loadSavedModelMetaGraph(folder: string, tag: string): number;
  runSavedModel(
    session: number,
    inputs: readonly tf.Tensor[],
    inputPlaces: readonly { readonly name: string }[],
    outputPlaces: readonly string[],
  ): tf.Tensor[];
  deleteSavedModel(session: number): void;
}

/**
 * The native TensorFlow backend.
 * @throws when another backend is active, naming the way out
 */
export function nativeBackend(): NativeBackend {
  if (tf.getBackend() !== 'tensorflow') {
    throw new Error(
      `Expected tfjs' native backend "tensorflow", found "${tf.getBackend()}"; run npm run setup.`,
    );
  }
  return tf.backend() as unknown as NativeBackend;
}

/** What a run's bits depend on besides its recipe; part of its record. */
export function environmentRecord() {
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS ?? 0);
  const backend = nativeBackend();
  return {
    tensorflow: backend.binding.TF_Version,
    tfjs: tf.version.tfjs,
    processor: processorName(),
    device: backend.isUsingGpuDevice ? 'gpu' : 'cpu',
    threads: threads > 0 ? threads : availableParallelism(),
  };
}
