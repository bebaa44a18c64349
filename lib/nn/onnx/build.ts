import {
  attributeTypes,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxValueInfo,
} from "./messages.ts";

export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

export function attributesOf(values: Attributes): OnnxAttribute[] {
  return Object.entries(values).map(([name, value]) => attribute(name, value));
}

function attribute(name: string, value: Attributes[string]): OnnxAttribute {
  if (typeof value === "number") return { name, type: attributeTypes.int, i: value };
  if (typeof value === "string") return { name, type: attributeTypes.string, s: value };
  if (value !== undefined && "float" in value) return { name, type: attributeTypes.float, f: value.float };
  return { name, type: attributeTypes.ints, ints: value ?? [] };
}

export function nodeOf(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  { domain, attributes = {} }: { readonly domain?: string; readonly attributes?: Attributes } = {},
): OnnxNode {
  const shared = { name: `${op}_of_${outputs[0]}`, inputs, outputs, attributes: attributesOf(attributes) };
  return { op, ...(domain === undefined ? {} : { domain }), ...shared };
}

/** An input or output; a size is a number where it is fixed, a name where it is free. */
export function portOf(name: string, elementType: number, sizes: readonly (number | string)[]): OnnxValueInfo {
  const dims = sizes.map((size) => (typeof size === "number" ? { value: size } : { name: size }));
  return { name, type: { tensor: { elementType, shape: { dims } } } };
}

/** Operator set 17, which has LayerNormalization; IR version 8 is of the same release. */
export function modelOf(graph: Omit<OnnxGraph, "name">, metadata: Readonly<Record<string, string>> = {}): OnnxModel {
  return {
    irVersion: 8,
    producer: "clade",
    opsets: [{ version: 17 }, { domain: "com.microsoft", version: 1 }],
    metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: { name: "clade", ...graph },
  };
}
