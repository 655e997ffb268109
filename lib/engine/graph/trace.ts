import { FLOAT32 } from '../kernel';
import { mapValues } from '../map-values';
import { plain } from '../plain';
import { type NativeBackend, nativeBackend, type OpAttr, type tf } from '../tensorflow';
import type { ResourceVariable } from '../variable';
import type { AttrValue, ConstantTensor, GraphNode } from './graph-def';
import { type MixedNode, mixedPrecision } from './mixed-precision';
import { isMixed, whileRecording } from './mixed-scope';

/** Tensors by name. */
export type Named = Readonly<Record<string, tf.Tensor>>;

/** What was recorded of a computation: nodes, and where its inputs go in and its outputs come out. */
export interface Trace {
  readonly nodes: readonly GraphNode[];
  /** `name:output` of each input and output. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A resource variable as a trace has to know it. */
export type TracedVariable = Pick<ResourceVariable, 'handle' | 'shape'>;

/**
 * Runs a computation once and records every kernel that it runs, as a graph that does the same to other inputs.
 * Kernels that change variables are recorded but not run: everything outside stays as it is.
 *
 * Numbers and tensors that the computation has from elsewhere become constants of the graph. Reading a tensor's
 * values on the way is refused: what follows might depend on them.
 * @param prefix of the names of all nodes
 * @param variables all that the computation reads or changes
 */
export function trace(
  prefix: string,
  variables: readonly TracedVariable[],
  inputs: Named,
  compute: (inputs: Named) => Named,
): Trace {
  const recorder = new Recorder(prefix, variables);
  const places = mapValues(inputs, (tensor, name) => recorder.input(name, tensor));
  const outputs = plain(() => recorder.results(recorder.during(() => compute(inputs))));
  return { nodes: mixedPrecision(recorder.nodes), inputs: places, outputs };
}

type Execute = NativeBackend['executeMultipleOutputs'];

class Recorder {
  readonly nodes: MixedNode[] = [];
  readonly #backend = nativeBackend();
  readonly #places = new Map<object, string>();
  readonly #variables = new Set<object>();
  readonly #order = new ResourceOrder();
  readonly #prefix: string;
  readonly #readSync: NativeBackend['readSync'];

  constructor(prefix: string, variables: readonly TracedVariable[]) {
    this.#prefix = prefix;
    this.#readSync = this.#backend.readSync.bind(this.#backend);
    variables.forEach(({ handle, shape }, index) => {
      const name = `${prefix}/variable${index}`;
      const attrs = {
        dtype: { type: FLOAT32 },
        shape: { shape },
        shared_name: { string: `variable${index}` },
      };
      this.nodes.push({ name, operation: 'VarHandleOp', inputs: [], attrs, mixed: false });
      this.#places.set(handle.dataId, `${name}:0`);
      this.#variables.add(handle.dataId);
      this.#order.know(`${name}:0`);
    });
  }

  input(name: string, tensor: tf.Tensor): string {
    const attrs = {
      dtype: { type: this.#backend.getDTypeInteger(tensor.dtype) },
      shape: { shape: tensor.shape },
    };
    const place = `${this.#add(`input-${name}`, 'Placeholder', [], attrs)}:0`;
    this.#places.set(tensor.dataId, place);
    return place;
  }

  /** Records what a computation runs. */
  during<T>(compute: () => T): T {
    const backend = this.#backend as { -readonly [key in keyof NativeBackend]: NativeBackend[key] };
    const { executeSingleOutput, executeMultipleOutputs, readSync } = backend;
    const many: Execute = (name, attrs, inputs, count) => {
      const changes = name !== READ && inputs.some(({ dataId }) => this.#variables.has(dataId));
      const outputs = changes
        ? []
        : executeMultipleOutputs.call(backend, name, attrs, inputs, count);
      if (outputs.length !== count) {
        throw new Error(
          `trace: ${name} changes a variable and has outputs, which was not foreseen.`,
        );
      }
      this.#record({ name, attrs, inputs, outputs });
      return outputs;
    };
    backend.executeMultipleOutputs = many;
    backend.executeSingleOutput = (name, attrs, inputs) =>
      many(name, attrs, inputs, 1)[0] as tf.Tensor;
    backend.readSync = () => {
      throw new Error('trace: the computation reads the values of a tensor, which no graph can.');
    };
    try {
      return whileRecording(compute);
    } finally {
      Object.assign(backend, { executeSingleOutput, executeMultipleOutputs, readSync });
    }
  }

  /** Outputs that come when all changes of variables are done. */
  results(outputs: Named): Readonly<Record<string, string>> {
    const after = this.#order.changes().map((name) => `^${name}`);
    return mapValues(outputs, (tensor, name) => {
      const attrs = { T: { type: this.#backend.getDTypeInteger(tensor.dtype) } };
      const data = this.#place(tensor);
      return `${this.#add(`output-${name}`, 'Identity', [data, ...after], attrs)}:0`;
    });
  }

  #record(call: {
    readonly name: string;
    readonly attrs: readonly OpAttr[];
    readonly inputs: readonly tf.Tensor[];
    readonly outputs: readonly tf.Tensor[];
  }): void {
    const data = call.inputs.map((tensor) => this.#place(tensor));
    const attrs = Object.fromEntries(call.attrs.map((attr) => [attr.name, this.#attr(attr)]));
    const first = this.#order.before(call.name, data).map((name) => `^${name}`);
    const name = this.#add(call.name, call.name, [...data, ...first], attrs);
    this.#order.done(name, call.name, data);
    call.outputs.forEach((output, index) => {
      this.#places.set(output.dataId, `${name}:${index}`);
    });
  }

  #place(tensor: tf.Tensor): string {
    const known = this.#places.get(tensor.dataId);
    if (known !== undefined) return known;
    const value = this.#constant(tensor);
    const attrs = { dtype: { type: value.type }, value: { tensor: value } };
    const place = `${this.#add('constant', 'Const', [], attrs)}:0`;
    this.#places.set(tensor.dataId, place);
    return place;
  }

  #constant(tensor: tf.Tensor): ConstantTensor {
    if (tensor.dtype === 'string') {
      throw new Error(
        'trace: the computation uses a variable (or text) that it was not said to use.',
      );
    }
    const values = this.#readSync(tensor.dataId);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    return { type: this.#backend.getDTypeInteger(tensor.dtype), shape: tensor.shape, bytes };
  }

  #add(
    label: string,
    operation: string,
    inputs: readonly string[],
    attrs: Readonly<Record<string, AttrValue>>,
  ): string {
    const name = `${this.#prefix}/${label.replace(/[^A-Za-z0-9]/g, '-')}-${this.nodes.length}`;
    this.nodes.push({ name, operation, inputs, attrs, mixed: isMixed() });
    return name;
  }

  #attr({ name, type, value }: OpAttr): AttrValue {
    const types = this.#backend.binding;
    if (type === types.TF_ATTR_STRING) return { string: value as string };
    if (type === types.TF_ATTR_BOOL) return { bool: value as boolean };
    if (type === types.TF_ATTR_TYPE) return { type: value as number };
    if (type === types.TF_ATTR_SHAPE) return { shape: value as number[] };
    if (type === types.TF_ATTR_INT) {
      return Array.isArray(value) ? { ints: value as number[] } : { int: value as number };
    }
    if (type === types.TF_ATTR_FLOAT) {
      return Array.isArray(value) ? { floats: value as number[] } : { float: value as number };
    }
    throw new Error(`trace: attribute ${name} is of a kind that graphs of ours do not hold`);
  }
}

/** In what order changes and readings of each variable have to stay. */
class ResourceOrder {
  readonly #accesses = new Map<string, { changed: string | undefined; readSince: string[] }>();

  know(place: string): void {
    this.#accesses.set(place, { changed: undefined, readSince: [] });
  }

  /** Nodes that have to be over before a kernel touches its variables. */
  before(kernel: string, inputs: readonly string[]): readonly string[] {
    const nodes = this.#of(inputs).flatMap(({ changed, readSince }) => [
      ...(changed === undefined ? [] : [changed]),
      ...(kernel === READ ? [] : readSince),
    ]);
    return [...new Set(nodes)];
  }

  /** Takes note that a node touches its variables. */
  done(node: string, kernel: string, inputs: readonly string[]): void {
    for (const access of this.#of(inputs)) {
      if (kernel === READ) access.readSince.push(node);
      else Object.assign(access, { changed: node, readSince: [] });
    }
  }

  /** The last change of each variable that was changed. */
  changes(): readonly string[] {
    const nodes = [...this.#accesses.values()].flatMap(({ changed }) => changed ?? []);
    return [...new Set(nodes)];
  }

  #of(inputs: readonly string[]) {
    return inputs.flatMap((place) => this.#accesses.get(place) ?? []);
  }
}

const READ = 'ReadVariableOp';
