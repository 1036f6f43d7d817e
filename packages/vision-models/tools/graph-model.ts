/** Reads a TensorFlow.js graph model: a JSON topology beside one file of weights. */

/** Weights as the file holds them. Floats stay 16 bits wide: the networks were published so. */
export type Weight =
  | { readonly element: 'float16'; readonly shape: readonly number[]; readonly values: Uint16Array }
  | { readonly element: 'int32'; readonly shape: readonly number[]; readonly values: Int32Array };

interface RawAttribute {
  readonly i?: string | number;
  readonly b?: boolean;
  /** Base64. */
  readonly s?: string;
  readonly type?: string;
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly string[] };
}

interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, RawAttribute>>;
}

interface RawTensor {
  readonly name: string;
  readonly dtype: string;
  readonly tensorShape: { readonly dim: readonly { readonly size: string }[] };
}

interface RawWeight {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly quantization?: { readonly dtype: string };
}

interface RawModel {
  readonly signature: {
    readonly inputs: Readonly<Record<string, RawTensor>>;
    readonly outputs: Readonly<Record<string, RawTensor>>;
  };
  readonly modelTopology: { readonly node: readonly RawNode[] };
  readonly weightsManifest: readonly { readonly weights: readonly RawWeight[] }[];
}

export interface NamedTensor {
  /** What the signature calls it, without the `:0` that some carry. */
  readonly name: string;
  /** The value in the graph, as {@link GraphNode.inputs} writes it. */
  readonly value: string;
  readonly element: 'float32' | 'int32';
  /** The batch is 1. */
  readonly shape: readonly number[];
}

export class GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node` or, for an output other than the first, `node:1`. */
  readonly inputs: readonly string[];
  readonly #attributes: Readonly<Record<string, RawAttribute>>;

  constructor(raw: RawNode) {
    this.name = raw.name;
    this.op = raw.op;
    this.inputs = (raw.input ?? []).filter((input) => !input.startsWith('^')).map(valueName);
    this.#attributes = raw.attr ?? {};
  }

  int(name: string): number {
    return Number(this.#attributes[name]?.i ?? 0);
  }

  flag(name: string): boolean {
    return this.#attributes[name]?.b ?? false;
  }

  text(name: string): string {
    const attribute = this.#attributes[name];
    return attribute?.type ?? decodeText(attribute?.s ?? '');
  }

  ints(name: string): number[] {
    return (this.#attributes[name]?.list?.i ?? []).map(Number);
  }

  texts(name: string): string[] {
    return (this.#attributes[name]?.list?.s ?? []).map(decodeText);
  }
}

export interface GraphModel {
  /** Every node comes after those it reads. */
  readonly nodes: readonly GraphNode[];
  readonly weights: ReadonlyMap<string, Weight>;
  readonly inputs: readonly NamedTensor[];
  readonly outputs: readonly NamedTensor[];
}

export function readGraphModel(json: string, weightBytes: Buffer): GraphModel {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a pinned file, checked by its hash
  const raw = JSON.parse(json) as RawModel;
  return {
    nodes: inReadingOrder(raw.modelTopology.node.map((node) => new GraphNode(node))),
    weights: readWeights(
      raw.weightsManifest.flatMap((group) => group.weights),
      weightBytes,
    ),
    inputs: Object.entries(raw.signature.inputs).map(namedTensor),
    outputs: Object.entries(raw.signature.outputs).map(namedTensor),
  };
}

function namedTensor([key, raw]: [string, RawTensor]): NamedTensor {
  return {
    name: valueName(key),
    value: valueName(raw.name),
    element: raw.dtype === 'DT_INT32' ? 'int32' : 'float32',
    shape: raw.tensorShape.dim.map(({ size }) => (size === '-1' ? 1 : Number(size))),
  };
}

function valueName(text: string): string {
  return text.replace(/:0$/, '');
}

function decodeText(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

function inReadingOrder(nodes: readonly GraphNode[]): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Set<GraphNode>();
  const visit = (node: GraphNode): void => {
    if (ordered.has(node)) return;
    for (const input of node.inputs) {
      const source = byName.get(input.replace(/:\d+$/, ''));
      if (source) visit(source);
    }
    ordered.add(node);
  };
  nodes.forEach(visit);
  return [...ordered];
}

function readWeights(manifest: readonly RawWeight[], bytes: Buffer): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, dtype, shape, quantization } of manifest) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (dtype === 'float32' && quantization?.dtype === 'float16') {
      const values = Uint16Array.from({ length: count }, (_, i) => bytes.readUInt16LE(offset + i * 2));
      weights.set(name, { element: 'float16', shape, values });
      offset += count * 2;
    } else if (dtype === 'int32' && !quantization) {
      const values = Int32Array.from({ length: count }, (_, i) => bytes.readInt32LE(offset + i * 4));
      weights.set(name, { element: 'int32', shape, values });
      offset += count * 4;
    } else throw new Error(`weights of ${name} are ${dtype}/${quantization?.dtype}: not expected`);
  }
  if (offset !== bytes.length) throw new Error(`${bytes.length - offset} bytes of weights are left over`);
  return weights;
}
