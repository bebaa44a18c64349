import { createHash } from "node:crypto";
import { encodeModel } from "../../nn/onnx/encode.ts";
import type { OnnxGraph } from "../../nn/onnx/messages.ts";
import { buildBert } from "./bert-graph.ts";
import { type BertWeights, readBertWeights } from "./bert-weights.ts";
import { type Inference, openInference, type Runnable } from "./inference.ts";
import { inspectModel } from "./inspect-model.ts";
import { type ModelFolder, type Precision, readModelBytes, refused } from "./model-folder.ts";
import { quantiseExport } from "./quantise-export.ts";

/** How near vectors of two graphs are, over the probe texts or a sample; 1 is equal. */
export interface Closeness {
  readonly meanCosine: number;
  readonly minCosine: number;
}

export interface Prepared {
  readonly runnable: Runnable;
  /** SHA-256 of the file that the vectors come from: part of the cache's key. */
  readonly sha256: string;
  /** The graph that runs against the file as it is; undefined where the file itself runs. */
  readonly closeness: Closeness | undefined;
}

/** Least cosine between Clade's graph and the export it was made from, on every probe. */
const leastCosine = { fp32: 0.99999, int8: 0.95 };

/**
 * The graph to run for a folder. int8 is the folder's quantised file, or else made from the fp32 one. Encoders of the
 * BERT family get a graph of Clade's own, checked against the export on a few texts; all others run as exported, in int8
 * one text at a time.
 * probes: token ids of some texts.
 * @throws MODEL_REFUSED where the file is broken, gives no finite numbers, or has not the precision.
 */
export async function prepareModel(
  model: ModelFolder,
  precision: Precision,
  probes: readonly (readonly number[])[],
): Promise<Prepared> {
  const file = precision === "fp32" ? model.files.fp32 : (model.files.int8 ?? model.files.fp32);
  if (file === undefined) throw refused("onnx", "there is no fp32 model in it, only int8");
  const bytes = readModelBytes(model.folder, file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const parsed = inspectModel(bytes, file, model.dimension);
  const shared = { pooling: model.pooling, dimension: model.dimension, file };
  const isAlone = parsed.graph.nodes.some(({ op }) => op === "DynamicQuantizeLinear");
  const exported: Runnable = { ...shared, bytes, kind: "states", isAlone };
  const expected = await probe(exported, probes);
  const weights = canRebuild(model, parsed.graph) ? readBertWeights(parsed.graph) : undefined;
  const own = weights && rebuild(model, weights, precision);
  if (own) {
    const runnable: Runnable = { ...shared, bytes: shareable(own), kind: "vectors", isAlone: false };
    // A graph that cannot run is as far from the export as can be.
    const closeness = compare(expected, await probe(runnable, probes).catch(() => []));
    if (closeness.minCosine >= leastCosine[precision]) return { runnable, sha256, closeness };
  }
  if (precision === "int8" && !isAlone) {
    const runnable = { ...exported, bytes: shareable(encodeModel(quantiseExport(parsed))), isAlone: true };
    return { runnable, sha256, closeness: compare(expected, await probe(runnable, probes)) };
  }
  return { runnable: { ...exported, bytes: shareable(bytes) }, sha256, closeness: undefined };
}

/** Clade's graph of a folder as the bytes of an ONNX file; undefined where it would not be one of its own. */
function rebuild(model: ModelFolder, weights: BertWeights, precision: Precision): Uint8Array | undefined {
  if (weights.width !== model.dimension || weights.width % model.heads !== 0) return undefined;
  const { heads, epsilon } = model;
  const pooling = model.pooling === "first" ? "first" : "mean";
  return encodeModel(buildBert(weights, { heads, epsilon, pooling, precision }));
}

/** The family whose sums buildBert writes down. */
function canRebuild({ family, activation, pooling }: ModelFolder, { inputs }: OnnxGraph): boolean {
  return family === "bert" && activation === "gelu" && pooling !== "last" && inputs.length <= 3;
}

/** One vector a probe, each run alone. @throws MODEL_REFUSED for a number that is none: a damaged file. */
async function probe(runnable: Runnable, probes: readonly (readonly number[])[]): Promise<Float32Array[]> {
  const inference: Inference = await openInference(runnable);
  try {
    const vectors: Float32Array[] = [];
    for (const ids of probes) {
      const vector = await inference.run(Int32Array.from(ids), 1);
      if (!vector.every(Number.isFinite) || vector.every((value) => value === 0))
        throw refused(runnable.file, "it gives no finite numbers; it is damaged");
      vectors.push(vector);
    }
    return vectors;
  } finally {
    await inference.close();
  }
}

/** Cosines of unit vectors, pair by pair. */
export function compare(a: readonly Float32Array[], b: readonly Float32Array[]): Closeness {
  const cosines = a.map((vector, i) => vector.reduce((sum, value, j) => sum + value * (b[i]?.[j] ?? 0), 0));
  const sum = cosines.reduce((total, cosine) => total + cosine, 0);
  return { meanCosine: sum / cosines.length, minCosine: Math.min(...cosines) };
}

/** A copy in memory that worker threads share. */
function shareable(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
