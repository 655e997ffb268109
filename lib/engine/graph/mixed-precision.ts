import { BFLOAT16, FLOAT32 } from '../kernel';
import type { AttrValue, GraphNode } from './graph-def';

/** A kernel that can compute in bf16; its first output is of its type `T`, and no other. */
interface Kernel {
  /** Inputs of the kernel's type `T`, by place; the others keep theirs. */
  readonly inputs: readonly number[] | 'all';
  /**
   * - always: its inputs are rounded to bf16, since its products take longest.
   * - follows: in bf16 where one of its inputs is, and in float32 where none is.
   */
  readonly when: 'always' | 'follows';
}

const always = (...inputs: readonly number[]): Kernel => ({ inputs, when: 'always' });
const follows = (...inputs: readonly number[]): Kernel => ({ inputs, when: 'follows' });

/** Kernels that compute in bf16; every other one computes in float32. */
const kernels: Readonly<Record<string, Kernel>> = {
  Conv2D: always(0, 1),
  Conv2DBackpropInput: always(1, 2),
  Conv2DBackpropFilter: always(0, 2),
  MatMul: always(0, 1),
  BatchMatMulV2: always(0, 1),
  // Statistics, scale and shift have a type of their own, float32.
  FusedBatchNormV3: follows(0),
  _MklNativeFusedBatchNormV3: follows(0),
  FusedBatchNormGradV3: follows(0, 1),
  _MklNativeMaxPool: follows(0),
  _MklNativeMaxPoolGrad: follows(0, 1, 2),
  AvgPool: follows(0),
  AvgPoolGrad: follows(1),
  Relu: follows(0),
  ReluGrad: follows(0, 1),
  BiasAdd: follows(0, 1),
  Add: follows(0, 1),
  AddN: { inputs: 'all', when: 'follows' },
  Pad: follows(0),
  Slice: follows(0),
  Reshape: follows(0),
  Transpose: follows(0),
  ExtractImagePatches: follows(0),
};

/** Marks nodes that may compute in bf16: those of the network, not of the loss or the update. */
export interface MixedNode extends GraphNode {
  readonly mixed: boolean;
}

/**
 * Automatic mixed precision: the same graph with the marked nodes' convolutions and products in bf16, what lies
 * between them in bf16 too where it is in the list, and all else in float32. A value that is needed in both types is
 * cast once. The same idea as PyTorch's autocast, as a pass over the graph, like TensorFlow's own
 * `auto_mixed_precision` (Micikevicius et al., 2018, Mixed Precision Training).
 * @param nodes in an order in which each comes after its inputs
 * @returns nodes under the same names, casts among them; what leaves the marked part is float32 as before
 */
export function mixedPrecision(nodes: readonly MixedNode[]): readonly GraphNode[] {
  const result: GraphNode[] = [];
  const rounded = new Set<string>(); // places that hold bf16
  const casts = new Map<string, string>();
  const as = (type: number, place: string): string => {
    if (place.startsWith('^') || rounded.has(place) === (type === BFLOAT16)) return place;
    const key = `${place} ${type}`;
    const known = casts.get(key);
    if (known !== undefined) return known;
    const name = `${place.replace(':', '-')}-as-${type === BFLOAT16 ? 'bf16' : 'float32'}`;
    const from = type === BFLOAT16 ? FLOAT32 : BFLOAT16;
    result.push({
      name,
      operation: 'Cast',
      inputs: [place],
      attrs: { SrcT: { type: from }, DstT: { type }, Truncate: { bool: false } },
    });
    casts.set(key, `${name}:0`);
    return `${name}:0`;
  };
  for (const { mixed, ...node } of nodes) {
    const known = mixed ? kernels[node.operation] : undefined;
    const typed = (place: number): boolean =>
      known?.inputs === 'all' || (known?.inputs.includes(place) ?? false);
    const inBf16 =
      known !== undefined &&
      (known.when === 'always' || node.inputs.some((input, at) => typed(at) && rounded.has(input)));
    const inputs = node.inputs.map((input, at) =>
      as(inBf16 && typed(at) ? BFLOAT16 : FLOAT32, input),
    );
    result.push({ ...node, inputs, ...(inBf16 ? { attrs: inBfloat16(node.attrs) } : {}) });
    if (inBf16) rounded.add(`${node.name}:0`);
  }
  return result;
}

function inBfloat16(attrs: GraphNode['attrs']): Readonly<Record<string, AttrValue>> {
  return { ...attrs, T: { type: BFLOAT16 } };
}
