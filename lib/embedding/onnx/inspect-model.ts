import { dataTypes, type Model, nestedTensors, readModel } from "./model-file.ts";
import { refused } from "./model-folder.ts";
import { WireError } from "./wire.ts";

const knownInputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];
const knownDomains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

/**
 * An encoder's graph, or the reason why it is none: other files, graphs within graphs, foreign operators and
 * tensors whose bytes do not fit their shape are refused before the runtime sees them.
 * file: as it is called in the sentence. width: the hidden size that config.json states.
 * @throws MODEL_REFUSED
 */
export function inspectModel(bytes: Uint8Array, file: string, width: number): Model {
  try {
    return inspect(readModel(bytes), file, width);
  } catch (error) {
    throw error instanceof WireError ? refused(file, `it is no ONNX model (${error.message})`) : error;
  }
}

function inspect(model: Model, file: string, width: number): Model {
  if (model.nodes.length === 0) throw refused(file, "it holds no graph");
  if (model.hasSparse || model.hasFunctions) throw refused(file, "it holds more than one plain graph");
  for (const { domain, op } of model.nodes) {
    if (!knownDomains.includes(domain)) throw refused(file, `its operator ${domain}.${op} is unknown here`);
  }
  const nested = model.nodes.flatMap(({ attributes }) => attributes.map(nestedTensors));
  if (nested.some(({ hasGraph }) => hasGraph)) throw refused(file, "it holds graphs within the graph");
  for (const tensor of [...model.tensors, ...nested.flatMap(({ tensors }) => tensors)]) {
    if (tensor.external) throw refused(file, `its tensor “${tensor.name}” lies in another file`);
  }
  for (const { name, type, dims, bytes: values } of model.tensors) {
    const size = sizeOf(type);
    const count = dims.reduce((product, each) => product * each, 1);
    if (dims.some((each) => each < 0) || (size !== undefined && values.length !== count * size))
      throw refused(file, `its tensor “${name}” holds ${values.length} bytes, which do not fill ${dims.join(" × ")}`);
  }
  checkPorts(model, file, width);
  return model;
}

function checkPorts({ inputs, outputs, tensors }: Model, file: string, width: number): void {
  const constants = new Set(tensors.map(({ name }) => name));
  const open = inputs.filter(({ name }) => !constants.has(name));
  if (!open.some(({ name }) => name === "input_ids")) throw refused(file, "it has no input “input_ids”");
  for (const { name, type } of open) {
    if (!knownInputs.includes(name)) throw refused(file, `its input “${name}” is none an encoder has`);
    if (type !== dataTypes.int64) throw refused(file, `its input “${name}” is not of 64-bit integers`);
  }
  const usable = outputs.filter(
    ({ type, shape }) => type === dataTypes.float && (shape === undefined || shape.length >= 2),
  );
  const output = chooseOutput(usable.map(({ name }) => name));
  const shape = usable.find(({ name }) => name === output)?.shape;
  if (output === undefined) throw refused(file, "it has no output with a vector a token");
  const last = shape?.at(-1);
  if (typeof last === "number" && last !== width)
    throw refused(file, `its vectors have ${last} numbers, config.json says ${width}`);
}

/** The output that holds a vector a token; exporters name it differently. */
export function chooseOutput(names: readonly string[]): string | undefined {
  return (
    ["last_hidden_state", "token_embeddings", "hidden_states", "output_0"].find((name) => names.includes(name)) ??
    names[0]
  );
}

function sizeOf(type: number): number | undefined {
  const { float, uint8, int8, int32, int64 } = dataTypes;
  return new Map<number, number>([
    [float, 4],
    [int32, 4],
    [uint8, 1],
    [int8, 1],
    [int64, 8],
  ]).get(type);
}
