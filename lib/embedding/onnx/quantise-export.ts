import { nodeOf } from "../../nn/onnx/build.ts";
import { dataTypes, type OnnxModel, type OnnxNode, type OnnxTensor } from "../../nn/onnx/messages.ts";
import { bytesOf, tensorOf } from "../../nn/onnx/tensor.ts";
import { quantiseFactor, quantiseRows } from "./quantise.ts";

/** Tables of words; those of positions and token types are small, and every text needs them. */
const largeTable = 4096;

/**
 * An export in int8 that any ONNX runtime takes: each MatMul with a constant matrix becomes MatMulInteger on activations
 * quantised as they come (DynamicQuantizeLinear, one scale a run), each large table that Gather reads is stored with a
 * scale a row. Weights are as quantise.ts says: int8, symmetric, a scale a column.
 * Because of that one scale a run, such a graph has to run one text at a time; buildBert's has not.
 */
export function quantiseExport(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const floats = new Map(
    graph.initializers
      .filter(({ dataType, dims }) => dataType === dataTypes.float && dims.length === 2)
      .map((tensor) => [tensor.name, tensor]),
  );
  const gathered = new Set(graph.nodes.filter(({ op }) => op === "Gather").map(({ inputs }) => inputs[0] ?? ""));
  const multiplied = new Set(graph.nodes.filter(({ op }) => op === "MatMul").map(({ inputs }) => inputs[1] ?? ""));
  const hasAxes = model.opsets.some(({ domain = "", version }) => domain === "" && version >= 13);
  const made: OnnxTensor[] = [];
  const nodes: OnnxNode[] = [];
  const activations = new Map<string, string>();

  for (const tensor of floats.values()) {
    const { name, dims } = tensor;
    const [rows = 0, cols = 0] = dims;
    const values = new Float32Array(new Uint8Array(bytesOf(tensor)).buffer);
    if (multiplied.has(name) && !gathered.has(name)) {
      const { values: quantised, scales } = quantiseFactor(values, cols);
      made.push(...quantisedTensors(name, dims, quantised, scales));
    } else if (gathered.has(name) && !multiplied.has(name) && hasAxes && rows >= largeTable) {
      const { values: quantised, scales } = quantiseRows(values, cols);
      made.push(...quantisedTensors(name, dims, quantised, scales));
      const inputs = ["_quantized", "_scale", "_zero_point"].map((part) => `${name}${part}`);
      nodes.push(nodeOf("DequantizeLinear", inputs, [name], { attributes: { axis: 0 } }));
    } else floats.delete(name);
  }
  for (const each of graph.nodes) {
    const [x = "", weight = ""] = each.inputs;
    if (each.op === "MatMul" && floats.has(weight)) nodes.push(...integerProduct(each, x, weight, activations));
    else nodes.push(each);
  }
  const initializers = [...graph.initializers.filter(({ name }) => !floats.has(name)), ...made];
  return { ...model, graph: { ...graph, nodes, initializers } };
}

/** x·W = (q − zero)·W_q × (scale of x × scales of W); x is quantised once for all its products. */
function integerProduct(product: OnnxNode, x: string, weight: string, activations: Map<string, string>): OnnxNode[] {
  const nodes: OnnxNode[] = [];
  const quantised = activations.get(x) ?? `${x}_int8`;
  if (!activations.has(x)) {
    activations.set(x, quantised);
    nodes.push(nodeOf("DynamicQuantizeLinear", [x], [quantised, `${quantised}_scale`, `${quantised}_zero`]));
  }
  const [output = ""] = product.outputs;
  const integers = [quantised, `${weight}_quantized`, `${quantised}_zero`, `${weight}_zero_point`];
  return [
    ...nodes,
    nodeOf("MatMulInteger", integers, [`${output}_int32`]),
    nodeOf("Cast", [`${output}_int32`], [`${output}_cast`], { attributes: { to: dataTypes.float } }),
    nodeOf("Mul", [`${quantised}_scale`, `${weight}_scale`], [`${output}_scales`]),
    nodeOf("Mul", [`${output}_cast`, `${output}_scales`], [output]),
  ];
}

/** Under the names that exporters give them, so that they are found again. */
function quantisedTensors(
  name: string,
  dims: readonly number[],
  values: Int8Array,
  scales: Float32Array,
): OnnxTensor[] {
  return [
    tensorOf(`${name}_quantized`, dims, values),
    tensorOf(`${name}_scale`, [scales.length], scales),
    tensorOf(`${name}_zero_point`, [scales.length], new Int8Array(scales.length)),
  ];
}
