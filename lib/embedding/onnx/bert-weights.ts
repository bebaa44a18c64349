import { dataTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from "../../nn/onnx/messages.ts";
import { bytesOf } from "../../nn/onnx/tensor.ts";

/** y = x·W + b; W is inputs × outputs, row-major. */
export interface Linear {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

export interface Scale {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
}

export interface BertLayer {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly attended: Linear;
  readonly attendedNorm: Scale;
  readonly widened: Linear;
  readonly narrowed: Linear;
  readonly narrowedNorm: Scale;
}

/** All of a BERT encoder's numbers (Devlin et al. 2019), as floats whatever the file stores. */
export interface BertWeights {
  /** Vocabulary × width. */
  readonly words: Float32Array;
  /** Positions × width, the vector of token type 0 added. */
  readonly positions: Float32Array;
  readonly width: number;
  readonly norm: Scale;
  readonly layers: readonly BertLayer[];
}

type Reader = ReturnType<typeof tensorReader>;

/**
 * Finds a BERT encoder's weights in an export by the names that PyTorch gave them; matrices, which exporters rename,
 * are found through the sum with their bias. Weights that a quantiser stored as integers are turned back to floats.
 * undefined where the graph is of another family, or names its weights otherwise.
 */
export function readBertWeights(graph: OnnxGraph): BertWeights | undefined {
  const read = tensorReader(graph.initializers);
  const linear = linearReader(graph, read);
  const words = read.ending("embeddings.word_embeddings.weight");
  const positions = read.ending("embeddings.position_embeddings.weight");
  const norm = scaleOf(read, "embeddings.LayerNorm");
  const width = words?.dims[1] ?? 0;
  if (!words || !positions || !norm || width === 0) return undefined;
  const types = read.ending("embeddings.token_type_embeddings.weight");
  const layers: BertLayer[] = [];
  while (read.has(`layer.${layers.length}.attention.self.query.bias`)) {
    const layer = readLayer(`layer.${layers.length}`, read, linear);
    if (layer === undefined) return undefined;
    layers.push(layer);
  }
  if (layers.length === 0) return undefined;
  const first = types?.values.subarray(0, width) ?? new Float32Array(width);
  const shifted = positions.values.map((value, i) => value + (first[i % width] ?? 0));
  return { words: words.values, positions: shifted, width, norm, layers };
}

function readLayer(name: string, read: Reader, linear: (name: string) => Linear | undefined): BertLayer | undefined {
  const [query, key, value] = ["query", "key", "value"].map((part) => linear(`${name}.attention.self.${part}`));
  const attended = linear(`${name}.attention.output.dense`);
  const attendedNorm = scaleOf(read, `${name}.attention.output.LayerNorm`);
  const widened = linear(`${name}.intermediate.dense`);
  const narrowed = linear(`${name}.output.dense`);
  const narrowedNorm = scaleOf(read, `${name}.output.LayerNorm`);
  if (!query || !key || !value || !attended || !attendedNorm || !widened || !narrowed || !narrowedNorm)
    return undefined;
  return { query, key, value, attended, attendedNorm, widened, narrowed, narrowedNorm };
}

function scaleOf(read: Reader, name: string): Scale | undefined {
  const gamma = read.ending(`${name}.weight`);
  const beta = read.ending(`${name}.bias`);
  return gamma && beta && { gamma: gamma.values, beta: beta.values };
}

/** A linear layer by the name of its bias: the other summand is the product, perhaps behind casts and scales. */
function linearReader({ nodes }: OnnxGraph, read: Reader): (name: string) => Linear | undefined {
  const maker = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const sums = new Map(
    nodes.filter(({ op }) => op === "Add").flatMap((node) => node.inputs.map((input) => [input, node] as const)),
  );
  return (name) => {
    const bias = read.ending(`${name}.bias`);
    const sum = bias && sums.get(bias.name);
    const product = sum && findProduct(sum.inputs.find((input) => input !== bias.name) ?? "", maker);
    const matrix = product && read.named((product.inputs[1] ?? "").replace(/_quantized$/, ""));
    const [inputs = 0, outputs = 0] = matrix?.dims ?? [];
    if (!bias || !matrix || outputs !== bias.values.length) return undefined;
    return { weight: matrix.values, bias: bias.values, inputs, outputs };
  };
}

/** From the output of Mul(Cast(MatMulInteger(…)), scales) or of MatMul back to the product itself. */
function findProduct(output: string, maker: ReadonlyMap<string, OnnxNode>): OnnxNode | undefined {
  const node = maker.get(output);
  if (node === undefined || node.op === "MatMul" || node.op === "MatMulInteger") return node;
  if (node.op !== "Cast" && node.op !== "Mul") return undefined;
  return node.inputs.map((input) => findProduct(input, maker)).find((found) => found !== undefined);
}

function tensorReader(tensors: readonly OnnxTensor[]) {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const plain = (name: string) => name.replace(/_quantized$/, "");
  const find = (suffix: string) =>
    [...byName.keys()].find((name) => plain(name) === suffix || plain(name).endsWith(`.${suffix}`));
  const named = (name: string) => {
    const stored = byName.get(name) ?? byName.get(`${name}_quantized`);
    const values = stored && toFloats(stored, byName.get(`${name}_scale`), byName.get(`${name}_zero_point`));
    return stored && values && { name, dims: stored.dims, values };
  };
  return {
    named,
    has: (suffix: string) => find(suffix) !== undefined,
    ending: (suffix: string) => {
      const name = find(suffix);
      return name === undefined ? undefined : named(plain(name));
    },
  };
}

/** value = (q − zero point) × scale, with one scale for all, one a column, or one a row of a table. */
function toFloats(tensor: OnnxTensor, scale?: OnnxTensor, zero?: OnnxTensor): Float32Array | undefined {
  const { dataType: type, dims } = tensor;
  const own = new Uint8Array(bytesOf(tensor)).buffer;
  if (type === dataTypes.float) return own.byteLength % 4 === 0 ? new Float32Array(own) : undefined;
  if ((type !== dataTypes.int8 && type !== dataTypes.uint8) || scale === undefined) return undefined;
  const asIntegers = (from: ArrayBuffer) => (type === dataTypes.int8 ? new Int8Array(from) : new Uint8Array(from));
  const integers = asIntegers(own);
  const scales = new Float32Array(new Uint8Array(bytesOf(scale)).buffer);
  const zeros = asIntegers(zero === undefined ? new ArrayBuffer(1) : new Uint8Array(bytesOf(zero)).buffer);
  const cols = dims[dims.length - 1] ?? 1;
  const values = new Float32Array(integers.length);
  const isByRow = scales.length !== cols && scales.length > 1;
  for (let i = 0, col = 0, row = 0; i < values.length; i++) {
    const at = isByRow ? row : col;
    const offset = zeros[zeros.length === 1 ? 0 : at] ?? 0;
    values[i] = ((integers[i] ?? 0) - offset) * (scales[scales.length === 1 ? 0 : at] ?? 0);
    col++;
    if (col === cols) {
      col = 0;
      row++;
    }
  }
  return values;
}
