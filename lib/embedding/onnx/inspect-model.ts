import { CladeError } from "../../core/errors.ts";
import { decodeModel } from "../../nn/onnx/decode.ts";
import { dataTypes, type OnnxGraph, type OnnxModel, type OnnxTensor } from "../../nn/onnx/messages.ts";
import { bytesANumber, bytesOf } from "../../nn/onnx/tensor.ts";
import { refused } from "./model-folder.ts";

const knownInputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];
const knownDomains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

/**
 * An encoder's graph, or the reason why it is none: other files, graphs within graphs, foreign operators and
 * tensors whose bytes do not fit their shape are refused before the runtime sees them.
 * file: as it is called in the sentence. width: the hidden size that config.json states.
 * @throws MODEL_REFUSED
 */
export function inspectModel(bytes: Uint8Array, file: string, width: number): OnnxModel {
  const model = decode(bytes, file);
  const { nodes, initializers, sparse } = model.graph;
  if (nodes.length === 0) throw refused(file, "it holds no graph");
  if ([sparse, model.functions, model.training].some((parts) => parts !== undefined && parts.length > 0))
    throw refused(file, "it holds more than one plain graph");
  for (const { domain = "", op } of nodes) {
    if (!knownDomains.includes(domain)) throw refused(file, `its operator ${domain}.${op} is unknown here`);
  }
  const attributes = nodes.flatMap((node) => node.attributes ?? []);
  if (attributes.some(({ graph, graphs = [] }) => graph !== undefined || graphs.length > 0))
    throw refused(file, "it holds graphs within the graph");
  const nested = attributes.flatMap(({ t, tensors = [] }) => (t ? [t, ...tensors] : tensors));
  for (const { name, external = [], location = 0 } of [...initializers, ...nested]) {
    if (external.length > 0 || location !== 0) throw refused(file, `its tensor “${name}” lies in another file`);
  }
  for (const tensor of initializers) checkSize(tensor, file);
  checkPorts(model.graph, file, width);
  return model;
}

function decode(bytes: Uint8Array, file: string): OnnxModel {
  try {
    return decodeModel(bytes);
  } catch (error) {
    throw error instanceof CladeError ? refused(file, String(error.details.problem)) : error;
  }
}

function checkSize(tensor: OnnxTensor, file: string): void {
  const { name, dims, dataType } = tensor;
  const size = bytesANumber(dataType);
  const count = dims.reduce((product, each) => product * each, 1);
  const { length } = bytesOf(tensor);
  if (dims.some((each) => each < 0) || (size !== undefined && length !== count * size))
    throw refused(file, `its tensor “${name}” holds ${length} bytes, which do not fill ${dims.join(" × ")}`);
}

function checkPorts({ inputs, outputs, initializers }: OnnxGraph, file: string, width: number): void {
  const constants = new Set(initializers.map(({ name }) => name));
  const open = inputs.filter(({ name }) => !constants.has(name));
  if (!open.some(({ name }) => name === "input_ids")) throw refused(file, "it has no input “input_ids”");
  for (const { name, type } of open) {
    if (!knownInputs.includes(name)) throw refused(file, `its input “${name}” is none an encoder has`);
    if (type.tensor.elementType !== dataTypes.int64)
      throw refused(file, `its input “${name}” is not of 64-bit integers`);
  }
  const usable = outputs.filter(({ type: { tensor } }) => {
    return tensor.elementType === dataTypes.float && (tensor.shape === undefined || tensor.shape.dims.length >= 2);
  });
  const output = chooseOutput(usable.map(({ name }) => name));
  if (output === undefined) throw refused(file, "it has no output with a vector a token");
  const last = usable.find(({ name }) => name === output)?.type.tensor.shape?.dims.at(-1)?.value;
  if (last !== undefined && last !== width)
    throw refused(file, `its vectors have ${last} numbers, config.json says ${width}`);
}

/** The output that holds a vector a token; exporters name it differently. */
export function chooseOutput(names: readonly string[]): string | undefined {
  return (
    ["last_hidden_state", "token_embeddings", "hidden_states", "output_0"].find((name) => names.includes(name)) ??
    names[0]
  );
}
