import { CladeError } from "../../core/errors.ts";
import { Graph, type Value } from "../../nn/graph.ts";
import { decodeModel } from "../../nn/onnx/decode.ts";
import { softmax } from "../../nn/ops/reduce.ts";
import { countParameters, type ParameterSpecs, viewParameters } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { quantiseColumns, quantiseRows } from "../onnx/quantise.ts";
import type { BehaviourTraining } from "../schema.ts";
import { type ClassifierHead, classify, headParameters } from "./classifier-head.ts";
import { encodeBatch } from "./encode-users.ts";
import { type BehaviourShape, behaviourShape, encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Vocabulary } from "./vocabulary.ts";

const metadataKey = "clade.behaviour";
const trainingKey = "clade.training";
/** Read by row. */
const tables: ReadonlySet<string> = new Set(["item", "category", "small", "place"]);

export interface EncoderFileOptions {
  readonly head?: ClassifierHead;
  /** int8: matrices keep a scale a column, tables one a row; a user's vector still depends on that user alone. */
  readonly precision?: "fp32" | "int8";
  readonly training?: BehaviourTraining;
}

/**
 * A trained encoder as one .onnx file: graph, weights, and in its metadata the vocabulary, the shape and how it was trained.
 * The numbers that guess hidden events stay behind; they are of no use after pre-training.
 * Inputs item, category, small, mask, shares as `openBatch` lays them out; output vectors, batch × width, and with a head
 * chances, batch × classes.
 */
export function writeEncoder(
  { vocabulary, shape, parameters }: BehaviourEncoder,
  { head, precision = "fp32", training }: EncoderFileOptions = {},
): Uint8Array {
  const graph = new Graph();
  const keep = (specs: ParameterSpecs, flat: Float32Array): Trained =>
    Object.fromEntries(
      [...viewParameters(specs, flat)].map(([name, view]) => [name, store(name, view, specs[name]?.shape ?? [])]),
    );
  const store = (name: string, view: Float32Array, size: readonly number[]): Value => {
    const [, cols] = size;
    if (precision === "fp32" || cols === undefined) return graph.stored(`parameter.${name}`, view, size);
    const isTable = tables.has(name);
    const numbers = (isTable ? quantiseRows : quantiseColumns)(view, cols);
    return graph.storedInt8(`parameter.${name}`, numbers, size, isTable ? 0 : 1);
  };
  const trained = keep(encoderParameters(shape), parameters);
  const { encoded } = encodeEvents(graph, trained, shape, { batch: encodeBatch, isDropped: false });
  const pooled = poolUsers(graph, encoded, shape, encodeBatch);
  graph.output("vectors", pooled);
  if (head !== undefined) {
    const specs = headParameters(shape.width, head.classes.length);
    graph.output("chances", softmax(classify(keep(specs, head.parameters), pooled)));
  }
  const { layers, width, heads, length } = shape;
  const about = { vocabulary, encoder: { layers, width, heads, length }, ...(head && { classes: head.classes }) };
  return graph.toBytes({
    [metadataKey]: JSON.stringify(about),
    ...(training && { [trainingKey]: JSON.stringify(training) }),
  });
}

/**
 * The encoder in a file that `writeEncoder` made, ready to be trained on, and how it was trained where the file says so.
 * @throws MODEL_UNREADABLE where the file is of another kind, or its numbers do not fit its shape.
 */
export function readEncoder(bytes: Uint8Array): BehaviourEncoder & { readonly training?: BehaviourTraining } {
  const { graph, metadata } = decodeModel(bytes);
  const entry = (wanted: string) => metadata?.find(({ key }) => key === wanted)?.value;
  const text = entry(metadataKey);
  if (text === undefined) throw unreadable("it is no behaviour encoder");
  const { vocabulary, encoder } = JSON.parse(text) as { vocabulary: Vocabulary; encoder: BehaviourShape };
  const shape = behaviourShape(vocabulary, encoder);
  const specs: ParameterSpecs = encoderParameters(shape);
  const parameters = new Float32Array(countParameters(specs));
  const tensor = (name: string, length: number) => {
    const raw = graph.initializers.find((one) => one.name === `parameter.${name}`)?.raw;
    return raw?.length === length ? Uint8Array.from(raw).buffer : undefined;
  };
  for (const [name, view] of viewParameters(specs, parameters)) {
    const whole = tensor(name, view.byteLength);
    const [rows = 0, cols = 0] = specs[name]?.shape ?? [];
    const isTable = tables.has(name);
    const values = tensor(`${name}.int8`, view.length);
    const scales = tensor(`${name}.scales`, 4 * (isTable ? rows : cols));
    if (whole !== undefined) view.set(new Float32Array(whole));
    else if (values !== undefined && scales !== undefined) {
      const steps = new Float32Array(scales);
      const at = (i: number) => (isTable ? Math.floor(i / cols) : i % cols);
      view.set(Float32Array.from(new Int8Array(values), (value, i) => value * (steps[at(i)] ?? 0)));
    } else throw unreadable(`${name} does not fit`);
  }
  const training = entry(trainingKey);
  return { vocabulary, shape, parameters, ...(training !== undefined && { training: JSON.parse(training) }) };
}

function unreadable(problem: string): CladeError {
  return new CladeError("MODEL_UNREADABLE", { problem });
}
