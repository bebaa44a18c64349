/**
 * The parts of ONNX's protobuf schema that Clade reads, writes or refuses; field numbers are those of onnx.proto3
 * (Apache-2.0). What is refused wherever it stands is left as bytes.
 */

export interface OnnxModel {
  readonly irVersion: number;
  readonly producer?: string;
  readonly graph: OnnxGraph;
  readonly opsets: readonly { readonly domain?: string; readonly version: number }[];
  readonly metadata?: readonly { readonly key: string; readonly value: string }[];
  readonly training?: readonly Uint8Array[];
  readonly functions?: readonly Uint8Array[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly sparse?: readonly Uint8Array[];
}

export interface OnnxNode {
  readonly op: string;
  /** Absent, "" and "ai.onnx" are ONNX itself, "com.microsoft" the runtime's own operators. */
  readonly domain?: string;
  readonly name?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: readonly OnnxAttribute[];
}

export interface OnnxAttribute {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: string;
  readonly t?: OnnxTensor;
  readonly graph?: Uint8Array;
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
  readonly strings?: readonly string[];
  readonly tensors?: readonly OnnxTensor[];
  readonly graphs?: readonly Uint8Array[];
}

/** Its numbers lie in one of four fields, or in another file: see `bytesOf`. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  /** Little-endian, row-major. */
  readonly raw?: Uint8Array;
  /** Pieces of the same. */
  readonly floats?: readonly Uint8Array[];
  readonly int32s?: readonly number[];
  readonly int64s?: readonly number[];
  readonly external?: readonly Uint8Array[];
  /** 1: in another file. */
  readonly location?: number;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: {
    readonly tensor: {
      readonly elementType: number;
      /** Absent where the file states none; a size is a number where it is fixed and a name where it is free. */
      readonly shape?: { readonly dims: readonly { readonly value?: number; readonly name?: string }[] };
    };
  };
}

export const dataTypes = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, double: 11 } as const;
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

/** "pieces": numbers of fixed size as they lie in the file, packed or one by one. */
type Scalar = "int" | "float" | "text" | "bytes" | "pieces";

export type MessageName =
  | ("Model" | "Opset" | "Entry" | "Graph" | "Node" | "Attribute" | "Tensor")
  | ("ValueInfo" | "Type" | "TensorType" | "Shape" | "Dimension");

export interface Field {
  readonly key: string;
  readonly kind: Scalar | MessageName;
  readonly isRepeated: boolean;
  /** Has the value that protobuf gives to what a file leaves out: 0, "", an empty message. */
  readonly isAlways: boolean;
}

const always = (key: string, kind: Field["kind"]): Field => ({ key, kind, isRepeated: false, isAlways: true });
const one = (key: string, kind: Field["kind"]): Field => ({ key, kind, isRepeated: false, isAlways: false });
const many = (key: string, kind: Field["kind"]): Field => ({ key, kind, isRepeated: true, isAlways: false });

export const messages: Readonly<Record<MessageName, Readonly<Record<number, Field>>>> = {
  Model: {
    1: always("irVersion", "int"),
    2: one("producer", "text"),
    7: one("graph", "Graph"),
    8: many("opsets", "Opset"),
    14: many("metadata", "Entry"),
    20: many("training", "bytes"),
    25: many("functions", "bytes"),
  },
  Opset: { 1: one("domain", "text"), 2: always("version", "int") },
  Entry: { 1: always("key", "text"), 2: always("value", "text") },
  Graph: {
    1: many("nodes", "Node"),
    2: always("name", "text"),
    5: many("initializers", "Tensor"),
    11: many("inputs", "ValueInfo"),
    12: many("outputs", "ValueInfo"),
    15: many("sparse", "bytes"),
  },
  Node: {
    1: many("inputs", "text"),
    2: many("outputs", "text"),
    3: one("name", "text"),
    4: always("op", "text"),
    5: many("attributes", "Attribute"),
    7: one("domain", "text"),
  },
  Attribute: {
    1: always("name", "text"),
    2: one("f", "float"),
    3: one("i", "int"),
    4: one("s", "text"),
    5: one("t", "Tensor"),
    6: one("graph", "bytes"),
    7: many("floats", "float"),
    8: many("ints", "int"),
    9: many("strings", "text"),
    10: many("tensors", "Tensor"),
    11: many("graphs", "bytes"),
    20: always("type", "int"),
  },
  Tensor: {
    1: many("dims", "int"),
    2: always("dataType", "int"),
    4: many("floats", "pieces"),
    5: many("int32s", "int"),
    7: many("int64s", "int"),
    8: always("name", "text"),
    9: one("raw", "bytes"),
    13: many("external", "bytes"),
    14: one("location", "int"),
  },
  ValueInfo: { 1: always("name", "text"), 2: always("type", "Type") },
  Type: { 1: always("tensor", "TensorType") },
  TensorType: { 1: always("elementType", "int"), 2: one("shape", "Shape") },
  Shape: { 1: many("dims", "Dimension") },
  Dimension: { 1: one("value", "int"), 2: one("name", "text") },
};
