import { dataTypes, integerAttribute, type Model, type Node, type Tensor } from "./model-file.ts";
import { quantiseColumns, quantiseRows } from "./quantise.ts";

/** Tables of words; those of positions and token types are small, and every text needs them. */
const largeTable = 4096;

/**
 * An export in int8 that any ONNX runtime takes: each MatMul with a constant matrix becomes MatMulInteger on activations
 * quantised as they come (DynamicQuantizeLinear, one scale a run), each large table that Gather reads is stored with a
 * scale a row. Weights are as quantise.ts says: int8, symmetric, a scale a column.
 * Because of that one scale a run, such a graph has to run one text at a time; buildBert's has not.
 */
export function quantiseExport(model: Model): Model {
  const floats = new Map(
    model.tensors
      .filter(({ type, dims }) => type === dataTypes.float && dims.length === 2)
      .map((tensor) => [tensor.name, tensor]),
  );
  const gathered = new Set(model.nodes.filter(({ op }) => op === "Gather").map(({ inputs }) => inputs[0] ?? ""));
  const multiplied = new Set(model.nodes.filter(({ op }) => op === "MatMul").map(({ inputs }) => inputs[1] ?? ""));
  const hasAxes = (model.opsets.get("") ?? 0) >= 13;
  const made: Tensor[] = [];
  const nodes: Node[] = [];
  const activations = new Map<string, string>();

  for (const { name, dims, bytes } of floats.values()) {
    const [rows = 0, cols = 0] = dims;
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    if (multiplied.has(name) && !gathered.has(name)) {
      const { values: quantised, scales } = quantiseColumns(values, cols);
      made.push(int8(`${name}_quantized`, dims, quantised), float(`${name}_scale`, [cols], scales));
      made.push(int8(`${name}_zero_point`, [cols], new Int8Array(cols)));
    } else if (gathered.has(name) && !multiplied.has(name) && hasAxes && rows >= largeTable) {
      const { values: quantised, scales } = quantiseRows(values, cols);
      made.push(int8(`${name}_quantized`, dims, quantised), float(`${name}_scale`, [rows], scales));
      made.push(int8(`${name}_zero_point`, [rows], new Int8Array(rows)));
      const inputs = ["_quantized", "_scale", "_zero_point"].map((part) => `${name}${part}`);
      nodes.push(node("DequantizeLinear", inputs, [name], [integerAttribute("axis", 0)]));
    } else floats.delete(name);
  }
  for (const each of model.nodes) {
    const [x = "", weight = ""] = each.inputs;
    if (each.op === "MatMul" && floats.has(weight)) nodes.push(...integerProduct(each, x, weight, activations));
    else nodes.push(each);
  }
  return { ...model, nodes, tensors: [...model.tensors.filter(({ name }) => !floats.has(name)), ...made] };
}

/** x·W = (q − zero)·W_q × (scale of x × scales of W); x is quantised once for all its products. */
function integerProduct(product: Node, x: string, weight: string, activations: Map<string, string>): Node[] {
  const nodes: Node[] = [];
  const quantised = activations.get(x) ?? `${x}_int8`;
  if (!activations.has(x)) {
    activations.set(x, quantised);
    nodes.push(node("DynamicQuantizeLinear", [x], [quantised, `${quantised}_scale`, `${quantised}_zero`]));
  }
  const [output = ""] = product.outputs;
  const integers = [quantised, `${weight}_quantized`, `${quantised}_zero`, `${weight}_zero_point`];
  return [
    ...nodes,
    node("MatMulInteger", integers, [`${output}_int32`]),
    node("Cast", [`${output}_int32`], [`${output}_cast`], [integerAttribute("to", dataTypes.float)]),
    node("Mul", [`${quantised}_scale`, `${weight}_scale`], [`${output}_scales`]),
    node("Mul", [`${output}_cast`, `${output}_scales`], [output]),
  ];
}

function node(op: string, inputs: string[], outputs: [string, ...string[]], attributes: Uint8Array[] = []): Node {
  return { op, domain: "", name: `${op}_of_${outputs[0]}`, inputs, outputs, attributes };
}

function int8(name: string, dims: readonly number[], values: Int8Array): Tensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims, type: dataTypes.int8, bytes, external: false };
}

function float(name: string, dims: readonly number[], values: Float32Array): Tensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims, type: dataTypes.float, bytes, external: false };
}
