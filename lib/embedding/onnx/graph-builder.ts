import { type Attributes, modelOf, nodeOf } from "../../nn/onnx/build.ts";
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from "../../nn/onnx/messages.ts";
import { type Numbers, tensorOf } from "../../nn/onnx/tensor.ts";

const microsoft = new Set(["Gelu", "MatMulIntegerToFloat", "MultiHeadAttention"]);

/** Collects nodes and constants of a graph whose sizes are free until it runs; every value has a name of its own. */
export class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #tensors: OnnxTensor[] = [];

  /** A constant. The same array may be given twice; it is then stored twice. */
  constant(values: Numbers, dims: readonly number[]): string {
    const name = `constant_${this.#tensors.length}`;
    this.#tensors.push(tensorOf(name, dims, values));
    return name;
  }

  /** One operator with one output. */
  add(op: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    const name = output ?? `value_${this.#nodes.length}`;
    this.#nodes.push(nodeOf(op, inputs, [name], { attributes, domain: microsoft.has(op) ? "com.microsoft" : "" }));
    return name;
  }

  model(inputs: readonly OnnxValueInfo[], outputs: readonly OnnxValueInfo[]): OnnxModel {
    return modelOf({ nodes: this.#nodes, initializers: this.#tensors, inputs, outputs });
  }
}
