import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapValues } from '../map-values';
import { plain } from '../plain';
import { nativeBackend, tf } from '../tensorflow';
import type { ResourceVariable } from '../variable';
import { GRAPH_TAG, savedModelBytes } from './graph-def';
import { type Named, type Trace, trace } from './trace';

/** A computation on tensors, and inputs of the shapes that it will always have. */
export interface GraphFunction {
  readonly inputs: Named;
  readonly compute: (inputs: Named) => Named;
}

/**
 * Computations that TensorFlow knows as graphs: each runs in one call, kernels that do not wait for each
 * other side by side. The session holds variables of its own; `load` and `store` carry values over.
 */
export interface GraphSession<Name extends string> {
  /** Runs a function; the outputs are the caller's to dispose of. */
  readonly run: (name: Name, inputs: Named) => Named;
  /** Takes the values of the variables outside. */
  readonly load: () => void;
  /** Gives its values to the variables outside. */
  readonly store: () => void;
  readonly dispose: () => void;
}

/**
 * Traces functions and opens a session for them; the variables outside stay as they are.
 * @param variables all that the functions read or change
 */
export function graphSession<Name extends string>(
  variables: readonly ResourceVariable[],
  functions: Readonly<Record<Name, GraphFunction>>,
): GraphSession<Name> {
  const names = variables.map((_, index) => `value${index}`);
  const assignAll = (values: Named): void => {
    variables.forEach((variable, index) => {
      variable.assignTensor(values[names[index] as string] as tf.Tensor);
    });
  };
  const readAll = (): Named =>
    Object.fromEntries(variables.map((variable, index) => [names[index], variable.read()]));

  const loading = (inputs: Named): Named => {
    assignAll(inputs);
    return { done: tf.scalar(0) };
  };
  const traces = plain(() => ({
    ...mapValues<GraphFunction, Trace>(functions, ({ inputs, compute }, name) =>
      trace(name, variables, inputs, compute),
    ),
    [LOAD]: trace(LOAD, variables, readAll(), loading),
    [STORE]: trace(STORE, variables, {}, readAll),
  }));

  const backend = nativeBackend();
  const session = openSession(Object.values(traces));
  const run = (name: string, inputs: Named): Named => {
    const known = traces[name] as Trace;
    const inputNames = Object.keys(known.inputs);
    const outputs = backend.runSavedModel(
      session,
      inputNames.map((input) => inputs[input] as tf.Tensor),
      inputNames.map((input) => ({ name: known.inputs[input] as string })),
      Object.values(known.outputs),
    );
    return Object.fromEntries(
      Object.keys(known.outputs).map((output, index) => [output, outputs[index] as tf.Tensor]),
    );
  };
  return {
    run,
    load: () => tf.tidy(() => tf.dispose(run(LOAD, readAll()))),
    store: () => tf.tidy(() => assignAll(run(STORE, {}))),
    dispose: () => backend.deleteSavedModel(session),
  };
}

const [LOAD, STORE] = ['load-variables', 'store-variables'];

/** TensorFlow takes graphs from files alone. */
function openSession(traces: readonly Trace[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    const bytes = savedModelBytes(traces.flatMap(({ nodes }) => nodes));
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    return nativeBackend().loadSavedModelMetaGraph(folder, GRAPH_TAG);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
