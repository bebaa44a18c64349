import { bytesField, type Field, messageField, readFields, readVarints, varintField, writeFields } from "./wire.ts";

/** Element types of tensors that encoders use (onnx.proto, TensorProto.DataType). */
export const dataTypes = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;

export interface Node {
  readonly op: string;
  /** "" and "ai.onnx" are ONNX itself, "com.microsoft" the runtime's own operators. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** AttributeProto messages, undecoded. */
  readonly attributes: readonly Uint8Array[];
}

export interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: number;
  /** Little-endian values. */
  readonly bytes: Uint8Array;
  /** The keys and values of a tensor kept in another file. */
  readonly external: boolean;
}

export interface Port {
  readonly name: string;
  readonly type: number;
  /** A number where the size is fixed, a name where it is free; undefined where the file states no shape. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** An ONNX model as far as Clade reads or changes it; what it does not know is kept as it was. */
export interface Model {
  readonly nodes: readonly Node[];
  readonly tensors: readonly Tensor[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly opsets: ReadonlyMap<string, number>;
  /** Model-level fields besides graph and operator sets. */
  readonly rest: readonly Field[];
  readonly name: string;
  /** Graph-level fields that make a tensor: sparse ones. */
  readonly hasSparse: boolean;
  readonly hasFunctions: boolean;
}

/** Field numbers of onnx.proto (github.com/onnx/onnx, IR version 10). */
const model = { graph: 7, opset: 8, training: 20, functions: 25 } as const;
const graph = { node: 1, name: 2, tensor: 5, input: 11, output: 12, sparse: 15 } as const;
const node = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7 } as const;
const tensor = {
  dims: 1,
  type: 2,
  floats: 4,
  int32s: 5,
  int64s: 7,
  name: 8,
  raw: 9,
  external: 13,
  location: 14,
} as const;

/** @throws WireError where the bytes are no ONNX model. */
export function readModel(bytes: Uint8Array): Model {
  const fields = readFields(bytes);
  const graphFields = fields.filter(({ number }) => number === model.graph).flatMap((field) => readFields(view(field)));
  const all = (number: number) => graphFields.filter((field) => field.number === number);
  return {
    nodes: all(graph.node).map((field) => readNode(view(field))),
    tensors: all(graph.tensor).map((field) => readTensor(view(field))),
    inputs: all(graph.input).map((field) => readPort(view(field))),
    outputs: all(graph.output).map((field) => readPort(view(field))),
    opsets: new Map(fields.filter(({ number }) => number === model.opset).map((field) => readOpset(view(field)))),
    name: all(graph.name).map(text).join(""),
    rest: fields.filter(({ number }) => number !== model.graph && number !== model.opset),
    hasSparse: all(graph.sparse).length > 0,
    hasFunctions: fields.some(({ number }) => number === model.functions || number === model.training),
  };
}

export function writeModel({ nodes, tensors, inputs, outputs, opsets, rest, name }: Model): Uint8Array {
  const graphFields = [
    ...nodes.map((each) => messageField(graph.node, nodeFields(each))),
    bytesField(graph.name, name || "graph"),
    ...tensors.map((each) => messageField(graph.tensor, tensorFields(each))),
    ...inputs.map((each) => messageField(graph.input, portFields(each))),
    ...outputs.map((each) => messageField(graph.output, portFields(each))),
  ];
  return writeFields([
    ...rest,
    ...[...opsets].map(([domain, version]) =>
      messageField(model.opset, [bytesField(1, domain), varintField(2, version)]),
    ),
    messageField(model.graph, graphFields),
  ]);
}

export function integerAttribute(name: string, value: number): Uint8Array {
  return writeFields([bytesField(1, name), varintField(3, value), varintField(20, 2)]);
}

/** Does an attribute hold a graph or tensors of its own (If, Loop, Constant)? */
export function nestedTensors(bytes: Uint8Array): { readonly hasGraph: boolean; readonly tensors: readonly Tensor[] } {
  const fields = readFields(bytes);
  return {
    hasGraph: fields.some(({ number }) => number === 6 || number === 11),
    tensors: fields.filter(({ number }) => number === 5 || number === 10).map((field) => readTensor(view(field))),
  };
}

function readNode(bytes: Uint8Array): Node {
  const fields = readFields(bytes);
  const texts = (number: number) => fields.filter((field) => field.number === number).map(text);
  return {
    inputs: texts(node.input),
    outputs: texts(node.output),
    name: texts(node.name).join(""),
    op: texts(node.op).join(""),
    domain: texts(node.domain).join(""),
    attributes: fields.filter(({ number }) => number === node.attribute).map(view),
  };
}

function nodeFields({ op, domain, name, inputs, outputs, attributes }: Node): Field[] {
  return [
    ...inputs.map((each) => bytesField(node.input, each)),
    ...outputs.map((each) => bytesField(node.output, each)),
    bytesField(node.name, name),
    bytesField(node.op, op),
    ...attributes.map((each) => bytesField(node.attribute, each)),
    bytesField(node.domain, domain),
  ];
}

function readTensor(bytes: Uint8Array): Tensor {
  const fields = readFields(bytes);
  const some = (number: number) => fields.filter((field) => field.number === number);
  const external = some(tensor.external).length > 0 || some(tensor.location).some(({ value }) => value !== 0n);
  return {
    name: some(tensor.name).map(text).join(""),
    dims: some(tensor.dims).flatMap(integers),
    type: Number(some(tensor.type)[0]?.value ?? 0),
    external,
    bytes: valueBytes(some),
  };
}

/** A tensor's values lie raw, or in typed lists. */
function valueBytes(some: (number: number) => Field[]): Uint8Array {
  const raw = some(tensor.raw)[0];
  if (raw) return view(raw);
  const floats = some(tensor.floats);
  if (floats.length > 0) return Buffer.concat(floats.map(view));
  const wide = some(tensor.int64s).flatMap(integers);
  if (wide.length > 0) return new Uint8Array(BigInt64Array.from(wide, BigInt).buffer);
  const narrow = some(tensor.int32s).flatMap(integers);
  if (narrow.length === 0) return new Uint8Array(0);
  const type = Number(some(tensor.type)[0]?.value ?? 0);
  if (type === dataTypes.int32) return new Uint8Array(Int32Array.from(narrow).buffer);
  return Uint8Array.from(narrow);
}

function tensorFields({ name, dims, type, bytes }: Tensor): Field[] {
  return [
    ...dims.map((size) => varintField(tensor.dims, size)),
    varintField(tensor.type, type),
    bytesField(tensor.name, name),
    bytesField(tensor.raw, bytes),
  ];
}

function readPort(bytes: Uint8Array): Port {
  const fields = readFields(bytes);
  const name = fields
    .filter(({ number }) => number === 1)
    .map(text)
    .join("");
  const inner = (of: readonly Field[], number: number) =>
    of.filter((field) => field.number === number && field.wire === 2).flatMap((field) => readFields(view(field)));
  const tensorType = inner(inner(fields, 2), 1);
  const type = Number(tensorType.find(({ number }) => number === 1)?.value ?? 0);
  const shape = tensorType.find(({ number }) => number === 2);
  if (shape === undefined) return { name, type, shape: undefined };
  const sizes = readFields(view(shape)).map((dimension) => {
    const [size] = readFields(view(dimension));
    if (size === undefined) return "?";
    return size.number === 1 ? Number(size.value) : text(size);
  });
  return { name, type, shape: sizes };
}

function portFields({ name, type, shape }: Port): Field[] {
  const sizes = shape?.map((size) =>
    messageField(1, [typeof size === "number" ? varintField(1, size) : bytesField(2, size)]),
  );
  const tensorType = [varintField(1, type), ...(sizes ? [messageField(2, sizes)] : [])];
  return [bytesField(1, name), messageField(2, [messageField(1, tensorType)])];
}

function readOpset(bytes: Uint8Array): [string, number] {
  const fields = readFields(bytes);
  const version = fields.find(({ number }) => number === 2)?.value ?? 0n;
  return [
    fields
      .filter(({ number }) => number === 1)
      .map(text)
      .join(""),
    Number(version),
  ];
}

function integers(field: Field): number[] {
  const values = typeof field.value === "bigint" ? [field.value] : readVarints(field.value);
  return values.map((value) => Number(BigInt.asIntN(64, value)));
}

/** The bytes of a field that has to be a run of them. */
function view({ value }: Field): Uint8Array {
  return typeof value === "bigint" ? new Uint8Array(0) : value;
}

function text(field: Field): string {
  return Buffer.from(view(field)).toString("utf8");
}
