import { dataTypes, type Model, type Node, type Port, type Tensor } from "./model-file.ts";
import { bytesField, type Field, varintField, writeFields } from "./wire.ts";

export type Attributes = Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;

const microsoft = new Set(["Gelu", "MatMulIntegerToFloat", "MultiHeadAttention"]);
const types: readonly (readonly [new (length: number) => ArrayBufferView, number])[] = [
  [Float32Array, dataTypes.float],
  [Uint8Array, dataTypes.uint8],
  [Int8Array, dataTypes.int8],
  [BigInt64Array, dataTypes.int64],
];

/** Collects nodes and constants of a graph; every value has a name of its own. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #tensors: Tensor[] = [];

  /** A constant. The same array may be given twice; it is then stored twice. */
  constant(values: Float32Array | Uint8Array | Int8Array | BigInt64Array, dims: readonly number[]): string {
    const name = `constant_${this.#tensors.length}`;
    const [, type = 0] = types.find(([kind]) => values instanceof kind) ?? [];
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#tensors.push({ name, dims, type, bytes, external: false });
    return name;
  }

  /** One operator with one output. */
  add(op: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    const name = output ?? `value_${this.#nodes.length}`;
    this.#nodes.push({
      op,
      domain: microsoft.has(op) ? "com.microsoft" : "",
      name: `${op}_${this.#nodes.length}`,
      inputs,
      outputs: [name],
      attributes: Object.entries(attributes).map(([key, value]) => writeFields(attributeFields(key, value))),
    });
    return name;
  }

  model(inputs: readonly Port[], outputs: readonly Port[]): Model {
    return {
      nodes: this.#nodes,
      tensors: this.#tensors,
      inputs,
      outputs,
      name: "encoder",
      opsets: new Map([
        ["", 17],
        ["com.microsoft", 1],
      ]),
      // IR version 8, of ONNX 1.12 as operator set 17 is.
      rest: [varintField(1, 8), bytesField(2, "clade")],
      hasSparse: false,
      hasFunctions: false,
    };
  }
}

function attributeFields(name: string, value: Attributes[string]): Field[] {
  if (typeof value === "number") return [bytesField(1, name), varintField(3, value), varintField(20, 2)];
  if (!("float" in value))
    return [bytesField(1, name), ...value.map((each) => varintField(8, each)), varintField(20, 7)];
  const bytes = new Uint8Array(Float32Array.of(value.float).buffer);
  return [bytesField(1, name), { number: 2, wire: 5, value: bytes }, varintField(20, 1)];
}
