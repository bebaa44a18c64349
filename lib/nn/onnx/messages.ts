/** The parts of ONNX's protobuf schema that Clade reads and writes; field numbers are those of onnx.proto3 (Apache-2.0). */

export interface OnnxModel {
  readonly irVersion: number;
  readonly producer?: string;
  readonly graph: OnnxGraph;
  readonly opsets: readonly { readonly domain?: string; readonly version: number }[];
  readonly metadata?: readonly { readonly key: string; readonly value: string }[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

export interface OnnxNode {
  readonly op: string;
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
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  /** Little-endian, row-major. */
  readonly raw: Uint8Array;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: {
    readonly tensor: {
      readonly elementType: number;
      readonly shape?: { readonly dims: readonly { readonly value?: number; readonly name?: string }[] };
    };
  };
}

export const dataTypes = { float: 1, int8: 3, int32: 6, int64: 7, bool: 9, double: 11 } as const;
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

type Scalar = "int" | "float" | "text" | "bytes";

export type MessageName =
  | ("Model" | "Opset" | "Entry" | "Graph" | "Node" | "Attribute" | "Tensor")
  | ("ValueInfo" | "Type" | "TensorType" | "Shape" | "Dimension");

export interface Field {
  readonly key: string;
  readonly kind: Scalar | MessageName;
  readonly isRepeated: boolean;
}

const one = (key: string, kind: Field["kind"]): Field => ({ key, kind, isRepeated: false });
const many = (key: string, kind: Field["kind"]): Field => ({ key, kind, isRepeated: true });

export const messages: Readonly<Record<MessageName, Readonly<Record<number, Field>>>> = {
  Model: {
    1: one("irVersion", "int"),
    2: one("producer", "text"),
    7: one("graph", "Graph"),
    8: many("opsets", "Opset"),
    14: many("metadata", "Entry"),
  },
  Opset: { 1: one("domain", "text"), 2: one("version", "int") },
  Entry: { 1: one("key", "text"), 2: one("value", "text") },
  Graph: {
    1: many("nodes", "Node"),
    2: one("name", "text"),
    5: many("initializers", "Tensor"),
    11: many("inputs", "ValueInfo"),
    12: many("outputs", "ValueInfo"),
  },
  Node: {
    1: many("inputs", "text"),
    2: many("outputs", "text"),
    3: one("name", "text"),
    4: one("op", "text"),
    5: many("attributes", "Attribute"),
    7: one("domain", "text"),
  },
  Attribute: {
    1: one("name", "text"),
    2: one("f", "float"),
    3: one("i", "int"),
    4: one("s", "text"),
    5: one("t", "Tensor"),
    7: many("floats", "float"),
    8: many("ints", "int"),
    20: one("type", "int"),
  },
  Tensor: { 1: many("dims", "int"), 2: one("dataType", "int"), 8: one("name", "text"), 9: one("raw", "bytes") },
  ValueInfo: { 1: one("name", "text"), 2: one("type", "Type") },
  Type: { 1: one("tensor", "TensorType") },
  TensorType: { 1: one("elementType", "int"), 2: one("shape", "Shape") },
  Shape: { 1: many("dims", "Dimension") },
  Dimension: { 1: one("value", "int"), 2: one("name", "text") },
};
