import { BinaryWriter } from 'google-protobuf';

/** A value that a node takes besides its inputs, by the field of TensorFlow's `AttrValue` that holds it. */
export type AttrValue =
  | { readonly string: string }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly bool: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly tensor: ConstantTensor };

export interface ConstantTensor {
  /** TensorFlow's number of the data type. */
  readonly type: number;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** One operation of a graph. */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** `name:output` of data, `^name` of what only has to be over first; data comes first. */
  readonly inputs: readonly string[];
  readonly attrs: Readonly<Record<string, AttrValue>>;
}

/** Label by which a session finds the graph in the file. */
export const GRAPH_TAG = 'train';

const SCHEMA_VERSION = 1;
/** GraphDef's own version: operations are read as TensorFlow 2 means them. */
const PRODUCER = 1395;

/**
 * Encodes nodes as a SavedModel without variables, what `TF_LoadSessionFromSavedModel` reads.
 * Field numbers are those of TensorFlow's saved_model.proto, meta_graph.proto, graph.proto, node_def.proto,
 * attr_value.proto, tensor.proto and tensor_shape.proto.
 */
export function savedModelBytes(nodes: readonly GraphNode[]): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeInt64(1, SCHEMA_VERSION);
  writer.writeMessage(2, nodes, writeMetaGraph);
  return writer.getResultBuffer();
}

function writeMetaGraph(nodes: readonly GraphNode[], writer: BinaryWriter): void {
  writer.writeMessage(1, GRAPH_TAG, (tag, info) => info.writeString(4, tag));
  writer.writeMessage(2, nodes, (all, graph) => {
    for (const node of all) graph.writeMessage(1, node, writeNode);
    graph.writeMessage(4, PRODUCER, (producer, versions) => versions.writeInt32(1, producer));
  });
}

function writeNode(node: GraphNode, writer: BinaryWriter): void {
  writer.writeString(1, node.name);
  writer.writeString(2, node.operation);
  for (const input of node.inputs) writer.writeString(3, input);
  for (const [name, value] of Object.entries(node.attrs)) {
    writer.writeMessage(5, value, (attr, entry) => {
      entry.writeString(1, name);
      entry.writeMessage(2, attr, writeAttr);
    });
  }
}

function writeAttr(value: AttrValue, writer: BinaryWriter): void {
  if ('string' in value) writer.writeBytes(2, Buffer.from(value.string));
  else if ('int' in value) writer.writeInt64(3, value.int);
  else if ('float' in value) writer.writeFloat(4, value.float);
  else if ('bool' in value) writer.writeBool(5, value.bool);
  else if ('type' in value) writer.writeEnum(6, value.type);
  else if ('shape' in value) writer.writeMessage(7, value.shape, writeShape);
  else if ('tensor' in value) writer.writeMessage(8, value.tensor, writeTensor);
  else if ('ints' in value) {
    writer.writeMessage(1, value.ints, (all, list) => list.writePackedInt64(3, [...all]));
  } else writer.writeMessage(1, value.floats, (all, list) => list.writePackedFloat(4, [...all]));
}

function writeShape(shape: readonly number[], writer: BinaryWriter): void {
  for (const size of shape) {
    writer.writeMessage(2, size, (value, dimension) => dimension.writeInt64(1, value));
  }
}

function writeTensor({ type, shape, bytes }: ConstantTensor, writer: BinaryWriter): void {
  writer.writeEnum(1, type);
  writer.writeMessage(2, shape, writeShape);
  writer.writeBytes(4, bytes);
}
