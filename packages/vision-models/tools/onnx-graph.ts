/**
 * Writes ONNX files: just enough of protobuf and of the ONNX schema (onnx.proto3) for the networks of this package.
 * The numbers are the field numbers of that schema.
 */

/** `TensorProto.DataType`. */
const ELEMENT = { float32: 1, int32: 6, int64: 7, float16: 10 } as const;
export type Element = keyof typeof ELEMENT;

export interface TensorShape {
  readonly name: string;
  readonly element: Element;
  readonly shape: readonly number[];
}

/** A whole number, a list of whole numbers, a text, or `{ float }`. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const;
const IR_VERSION = 8;
const OPSET = 18;

class Message {
  readonly #parts: Buffer[] = [];

  int(field: number, value: number): this {
    return this.#varint(BigInt(field * 8)).#varint(BigInt.asUintN(64, BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    this.#varint(BigInt(field * 8 + 5)).#parts.push(bytes);
    return this;
  }

  bytes(field: number, value: Buffer): this {
    this.#varint(BigInt(field * 8 + 2)).#varint(BigInt(value.length));
    this.#parts.push(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish());
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = value;
    while (rest >= 128n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    this.#parts.push(Buffer.from(bytes));
    return this;
  }
}

/** A graph under construction. Values are known by name; the same calls give the same bytes. */
export class OnnxGraph {
  readonly #nodes: Message[] = [];
  readonly #tensors: Message[] = [];
  readonly #inputs: Message[] = [];
  readonly #outputs: Message[] = [];
  #count = 0;

  /** Adds a tensor; `raw` holds its elements row-major, little-endian. Returns its name. */
  constant(element: Element, shape: readonly number[], raw: ArrayBufferView): string {
    const name = this.#newName('c');
    const tensor = new Message();
    for (const size of shape) tensor.int(1, size);
    tensor.int(2, ELEMENT[element]).text(8, name);
    tensor.bytes(9, Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
    this.#tensors.push(tensor);
    return name;
  }

  /** A list of 64-bit whole numbers: the form in which ONNX wants sizes and axes. */
  integers(values: Iterable<number>): string {
    const raw = BigInt64Array.from(Array.from(values, BigInt));
    return this.constant('int64', [raw.length], raw);
  }

  scalar(value: number): string {
    return this.constant('float32', [], Float32Array.of(value));
  }

  /** Adds a node with one output and returns the name of that output. */
  node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = this.#newName('v'),
  ): string {
    this.#addNode(type, inputs, attributes, [output]);
    return output;
  }

  /** Adds a node with `count` outputs and returns their names. */
  nodes(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    count: number,
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.#newName('v'));
    this.#addNode(type, inputs, attributes, outputs);
    return outputs;
  }

  cast(value: string, element: Element): string {
    return this.node('Cast', [value], { to: ELEMENT[element] });
  }

  input(tensor: TensorShape): void {
    this.#inputs.push(valueInfo(tensor));
  }

  output(tensor: TensorShape): void {
    this.#outputs.push(valueInfo(tensor));
  }

  finish(): Buffer {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, 'network');
    for (const tensor of this.#tensors) graph.message(5, tensor);
    for (const input of this.#inputs) graph.message(11, input);
    for (const output of this.#outputs) graph.message(12, output);
    const operators = new Message().text(1, '').int(2, OPSET);
    return new Message()
      .int(1, IR_VERSION)
      .text(2, 'reelay')
      .message(7, graph)
      .message(8, operators)
      .finish();
  }

  #addNode(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    outputs: readonly string[],
  ): void {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    for (const output of outputs) node.text(2, output);
    node.text(4, type);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value));
    this.#nodes.push(node);
  }

  #newName(prefix: string): string {
    return `${prefix}${this.#count++}`;
  }
}

function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number') return message.int(3, value).int(20, ATTRIBUTE_TYPE.int);
  if (typeof value === 'string') return message.text(4, value).int(20, ATTRIBUTE_TYPE.string);
  if ('float' in value) return message.float(2, value.float).int(20, ATTRIBUTE_TYPE.float);
  for (const item of value) message.int(8, item);
  return message.int(20, ATTRIBUTE_TYPE.ints);
}

function valueInfo({ name, element, shape }: TensorShape): Message {
  const dimensions = new Message();
  for (const size of shape) dimensions.message(1, new Message().int(1, size));
  const tensor = new Message().int(1, ELEMENT[element]).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
