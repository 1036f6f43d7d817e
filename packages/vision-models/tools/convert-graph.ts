import type { GraphModel, GraphNode, Weight } from './graph-model.ts';
import { OnnxGraph } from './onnx-graph.ts';

/**
 * Says a TensorFlow.js graph in ONNX (operator set 18). Pictures stay NHWC as in the source; a transpose stands before
 * and after each operator that ONNX only has in NCHW, and the runtime's optimiser cancels the pairs. Only the outputs
 * named are kept, so branches that nobody reads cost nothing.
 */
export function convertGraph(model: GraphModel, outputNames: readonly string[]): Buffer {
  const conversion = new Conversion(model);
  const outputs = outputNames.map((name) => {
    const output = model.outputs.find((candidate) => candidate.name === name);
    if (!output) throw new Error(`no output ${name}`);
    return output;
  });
  const needed = reachable(
    model,
    outputs.map(({ value }) => value),
  );
  for (const input of model.inputs) conversion.defineInput(input);
  for (const node of model.nodes) if (needed.has(node.name)) conversion.emit(node);
  for (const output of outputs) conversion.defineOutput(output);
  return conversion.onnx.finish();
}

function reachable(model: GraphModel, values: readonly string[]): Set<string> {
  const byName = new Map(model.nodes.map((node) => [node.name, node]));
  const seen = new Set<string>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const name = value.replace(/:\d+$/, '');
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(byName.get(name)?.inputs ?? []));
  }
  return seen;
}

class Conversion {
  readonly onnx = new OnnxGraph();
  readonly #weights: ReadonlyMap<string, Weight>;
  readonly #values = new Map<string, string>();

  constructor(model: GraphModel) {
    this.#weights = model.weights;
  }

  defineInput({ name, value, element, shape }: GraphModel['inputs'][number]): void {
    this.onnx.input({ name, element, shape });
    this.#values.set(value, name);
  }

  defineOutput({ name, value, element, shape }: GraphModel['outputs'][number]): void {
    this.onnx.node('Identity', [this.value(value)], {}, `out_${name}`);
    this.onnx.output({ name: `out_${name}`, element, shape });
  }

  emit(node: GraphNode): void {
    if (node.op === 'Const' || node.op === 'Placeholder') return;
    const emitter = EMITTERS[node.op];
    if (!emitter) throw new Error(`operator ${node.op} of ${node.name} is not known`);
    const result = emitter(this, node);
    const outputs = typeof result === 'string' ? [result] : result;
    outputs.forEach((output, k) => this.#values.set(k === 0 ? node.name : `${node.name}:${k}`, output));
  }

  /** The ONNX name of a value of the source graph; constants are written when first read. */
  value(name: string): string {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const { element, shape, values } = this.weight(name);
    const raw = this.onnx.constant(element, shape, values);
    const result = element === 'float16' ? this.onnx.cast(raw, 'float32') : raw;
    this.#values.set(name, result);
    return result;
  }

  input(node: GraphNode, index: number): string {
    return this.value(inputName(node, index));
  }

  weight(name: string): Weight {
    const weight = this.#weights.get(name);
    if (!weight) throw new Error(`${name} is not a constant`);
    return weight;
  }

  /** Whole numbers of a constant input. */
  integers(node: GraphNode, index: number): number[] {
    return Array.from(this.weight(inputName(node, index)).values);
  }

  /** A shape given as input: a list of constants, or computed in the graph. */
  shape(node: GraphNode, index: number): string {
    const name = inputName(node, index);
    return this.#weights.has(name)
      ? this.onnx.integers(this.weight(name).values)
      : this.onnx.cast(this.value(name), 'int64');
  }

  /** A constant kernel with its axes reordered for ONNX: `axes[k]` is the source axis that becomes axis `k`. */
  kernel(name: string, axes: readonly number[], shape: readonly number[]): string {
    const weight = this.weight(name);
    if (weight.element !== 'float16') throw new Error(`kernel ${name} is not of floats`);
    const raw = this.onnx.constant('float16', shape, transpose(weight.values, weight.shape, axes));
    return this.onnx.cast(raw, 'float32');
  }

  inChannelsFirst(value: string): string {
    return this.onnx.node('Transpose', [value], { perm: [0, 3, 1, 2] });
  }

  inChannelsLast(value: string): string {
    return this.onnx.node('Transpose', [value], { perm: [0, 2, 3, 1] });
  }
}

function inputName(node: GraphNode, index: number): string {
  const name = node.inputs[index];
  if (name === undefined) throw new Error(`${node.name} has no input ${index}`);
  return name;
}

function transpose(values: Uint16Array, shape: readonly number[], axes: readonly number[]): Uint16Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const result = new Uint16Array(values.length);
  const index = axes.map(() => 0);
  for (let to = 0; to < result.length; to++) {
    let from = 0;
    axes.forEach((axis, k) => (from += (index[k] ?? 0) * (strides[axis] ?? 0)));
    result[to] = values[from] ?? 0;
    for (let k = axes.length - 1; k >= 0; k--) {
      const next = (index[k] ?? 0) + 1;
      if (next < (shape[axes[k] ?? 0] ?? 0)) {
        index[k] = next;
        break;
      }
      index[k] = 0;
    }
  }
  return result;
}

type Emitter = (conversion: Conversion, node: GraphNode) => string | string[];

/** The operators whose inputs and meaning are the same in both, by their ONNX name. */
const SAME_MEANING = {
  Add: 'Add',
  AddV2: 'Add',
  AddN: 'Sum',
  Sub: 'Sub',
  Mul: 'Mul',
  RealDiv: 'Div',
  /** Only ever on whole numbers here, where ONNX cuts the fraction off; no operand is negative. */
  FloorDiv: 'Div',
  Sqrt: 'Sqrt',
  Relu: 'Relu',
  Sigmoid: 'Sigmoid',
  Identity: 'Identity',
} as const satisfies Record<string, string>;

const EMITTERS: Readonly<Record<string, Emitter>> = {
  ...Object.fromEntries(
    Object.entries(SAME_MEANING).map(([op, type]): [string, Emitter] => [
      op,
      (c, node) =>
        c.onnx.node(
          type,
          node.inputs.map((name) => c.value(name)),
        ),
    ]),
  ),
  Conv2D: convolution,
  _FusedConv2D: convolution,
  DepthwiseConv2dNative: convolution,
  FusedDepthwiseConv2dNative: convolution,
  Conv2DBackpropInput: transposedConvolution,
  MaxPool: (c, node) => pool(c, node, 'MaxPool'),
  AvgPool: (c, node) => pool(c, node, 'AveragePool'),
  ResizeBilinear: resize,
  DepthToSpace: (c, node) =>
    c.inChannelsLast(
      c.onnx.node('DepthToSpace', [c.inChannelsFirst(c.input(node, 0))], {
        blocksize: node.int('block_size'),
        mode: 'DCR',
      }),
    ),
  Pad: (c, node) => {
    const pairs = c.integers(node, 1);
    const before = pairs.filter((_, k) => k % 2 === 0);
    const after = pairs.filter((_, k) => k % 2 === 1);
    return c.onnx.node('Pad', [c.input(node, 0), c.onnx.integers([...before, ...after])]);
  },
  Relu6: (c, node) => activate(c, c.input(node, 0), 'Relu6'),
  SquaredDifference: (c, node) => {
    const difference = c.onnx.node('Sub', [c.input(node, 0), c.input(node, 1)]);
    return c.onnx.node('Mul', [difference, difference]);
  },
  Cast: (c, node) => c.onnx.cast(c.input(node, 0), node.text('DstT') === 'DT_INT32' ? 'int32' : 'float32'),
  Reshape: (c, node) => c.onnx.node('Reshape', [c.input(node, 0), c.shape(node, 1)]),
  Squeeze: (c, node) =>
    c.onnx.node('Squeeze', [c.input(node, 0), c.onnx.integers(node.ints('squeeze_dims'))]),
  ExpandDims: (c, node) => c.onnx.node('Unsqueeze', [c.input(node, 0), c.onnx.integers(c.integers(node, 1))]),
  Unpack: unpack,
  Pack: (c, node) => {
    const axis = c.onnx.integers([node.int('axis')]);
    const parts = node.inputs.map((name) => c.onnx.node('Unsqueeze', [c.value(name), axis]));
    return c.onnx.node('Concat', parts, { axis: node.int('axis') });
  },
  ConcatV2: (c, node) => {
    const parts = node.inputs.slice(0, -1).map((name) => c.value(name));
    return c.onnx.node('Concat', parts, { axis: c.integers(node, node.inputs.length - 1)[0] ?? 0 });
  },
  Shape: (c, node) => c.onnx.cast(c.onnx.node('Shape', [c.input(node, 0)]), 'int32'),
  StridedSlice: oneElement,
  GatherNd: (c, node) => c.onnx.node('GatherND', [c.input(node, 0), c.onnx.cast(c.input(node, 1), 'int64')]),
  ArgMax: (c, node) => {
    const axis = c.integers(node, 1)[0] ?? 0;
    return c.onnx.cast(c.onnx.node('ArgMax', [c.input(node, 0)], { axis, keepdims: 0 }), 'int32');
  },
};

function convolution(c: Conversion, node: GraphNode): string {
  const kernelName = inputName(node, 1);
  const [rows = 0, columns = 0, from = 0, to = 0] = c.weight(kernelName).shape;
  const depthwise = node.op.includes('Depthwise');
  const kernel = depthwise
    ? c.kernel(kernelName, [2, 3, 0, 1], [from * to, 1, rows, columns])
    : c.kernel(kernelName, [3, 2, 0, 1], [to, from, rows, columns]);
  const fused = node.texts('fused_ops');
  const inputs = [c.inChannelsFirst(c.input(node, 0)), kernel];
  if (fused[0] === 'BiasAdd') inputs.push(c.input(node, 2));
  const result = c.onnx.node('Conv', inputs, {
    strides: node.ints('strides').slice(1, 3),
    dilations: node.ints('dilations').slice(1, 3),
    group: depthwise ? from : 1,
    kernel_shape: [rows, columns],
    auto_pad: padding(node),
  });
  return c.inChannelsLast(activate(c, result, fused.find((op) => op !== 'BiasAdd') ?? ''));
}

function transposedConvolution(c: Conversion, node: GraphNode): string {
  const kernelName = inputName(node, 1);
  const [rows = 0, columns = 0, to = 0, from = 0] = c.weight(kernelName).shape;
  const strides = node.ints('strides').slice(1, 3);
  const surplus = [rows - (strides[0] ?? 1), columns - (strides[1] ?? 1)].map((size) => Math.max(0, size));
  const before = surplus.map((size) => size >> 1);
  const after = surplus.map((size, axis) => size - (before[axis] ?? 0));
  const result = c.onnx.node(
    'ConvTranspose',
    [c.inChannelsFirst(c.input(node, 2)), c.kernel(kernelName, [3, 2, 0, 1], [from, to, rows, columns])],
    {
      strides,
      kernel_shape: [rows, columns],
      pads: padding(node) === 'VALID' ? [0, 0, 0, 0] : [...before, ...after],
    },
  );
  return c.inChannelsLast(result);
}

function pool(c: Conversion, node: GraphNode, type: 'MaxPool' | 'AveragePool'): string {
  const result = c.onnx.node(type, [c.inChannelsFirst(c.input(node, 0))], {
    kernel_shape: node.ints('ksize').slice(1, 3),
    strides: node.ints('strides').slice(1, 3),
    auto_pad: padding(node),
  });
  return c.inChannelsLast(result);
}

function resize(c: Conversion, node: GraphNode): string {
  const where = node.flag('align_corners')
    ? 'align_corners'
    : node.flag('half_pixel_centers')
      ? 'half_pixel'
      : 'asymmetric';
  const inputs = [c.inChannelsFirst(c.input(node, 0)), '', '', c.shape(node, 1)];
  return c.inChannelsLast(
    c.onnx.node('Resize', inputs, { mode: 'linear', coordinate_transformation_mode: where, axes: [2, 3] }),
  );
}

function unpack(c: Conversion, node: GraphNode): string[] {
  const axis = node.int('axis');
  const count = node.int('num');
  const axes = c.onnx.integers([axis]);
  return c.onnx
    .nodes('Split', [c.input(node, 0)], { axis, num_outputs: count }, count)
    .map((part) => c.onnx.node('Squeeze', [part, axes]));
}

/** `x[k]` of a list: the only slice these networks take. */
function oneElement(c: Conversion, node: GraphNode): string {
  const [begin, ...more] = c.integers(node, 1);
  if (begin === undefined || more.length > 0 || node.int('shrink_axis_mask') !== 1)
    throw new Error(`${node.name} is not the slice of one element`);
  const zero = c.onnx.integers([0]);
  const part = c.onnx.node('Slice', [
    c.input(node, 0),
    c.onnx.integers([begin]),
    c.onnx.integers([begin + 1]),
    zero,
  ]);
  return c.onnx.node('Squeeze', [part, zero]);
}

function padding(node: GraphNode): 'SAME_UPPER' | 'VALID' {
  const kind = node.text('padding');
  if (kind === 'SAME') return 'SAME_UPPER';
  if (kind === 'VALID') return 'VALID';
  throw new Error(`padding ${kind} of ${node.name} is not known`);
}

function activate(c: Conversion, value: string, kind: string): string {
  if (kind === '') return value;
  if (kind === 'Relu') return c.onnx.node('Relu', [value]);
  if (kind === 'Relu6') return c.onnx.node('Clip', [value, c.onnx.scalar(0), c.onnx.scalar(6)]);
  throw new Error(`activation ${kind} is not known`);
}
