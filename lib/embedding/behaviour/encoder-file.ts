import { CladeError } from "../../core/errors.ts";
import { Graph } from "../../nn/graph.ts";
import { decodeModel } from "../../nn/onnx/decode.ts";
import { softmax } from "../../nn/ops/reduce.ts";
import { countParameters, type ParameterSpecs, viewParameters } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { type ClassifierHead, classify, headParameters } from "./classifier-head.ts";
import { encodeBatch } from "./encode-users.ts";
import { type BehaviourShape, behaviourShape, encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Vocabulary } from "./vocabulary.ts";

const metadataKey = "clade.behaviour";

/**
 * A trained encoder as one .onnx file: graph, weights, and in its metadata the vocabulary and the shape. The numbers that
 * guess hidden events stay behind; they are of no use after pre-training.
 * Inputs item, category, small, mask, shares as `openBatch` lays them out; output vectors, batch × width, and with a head
 * chances, batch × classes.
 */
export function writeEncoder({ vocabulary, shape, parameters }: BehaviourEncoder, head?: ClassifierHead): Uint8Array {
  const graph = new Graph();
  const keep = (specs: ParameterSpecs, flat: Float32Array): Trained =>
    Object.fromEntries(
      [...viewParameters(specs, flat)].map(([name, view]) => [
        name,
        graph.stored(`parameter.${name}`, view, specs[name]?.shape ?? []),
      ]),
    );
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
  return graph.toBytes({ [metadataKey]: JSON.stringify(about) });
}

/**
 * The encoder in a file that `writeEncoder` made, ready to be trained on.
 * @throws MODEL_UNREADABLE where the file is of another kind, or its numbers do not fit its shape.
 */
export function readEncoder(bytes: Uint8Array): BehaviourEncoder {
  const { graph, metadata } = decodeModel(bytes);
  const text = metadata?.find(({ key }) => key === metadataKey)?.value;
  if (text === undefined) throw unreadable("it is no behaviour encoder");
  const { vocabulary, encoder } = JSON.parse(text) as { vocabulary: Vocabulary; encoder: BehaviourShape };
  const shape = behaviourShape(vocabulary, encoder);
  const specs: ParameterSpecs = encoderParameters(shape);
  const parameters = new Float32Array(countParameters(specs));
  for (const [name, view] of viewParameters(specs, parameters)) {
    const raw = graph.initializers.find((tensor) => tensor.name === `parameter.${name}`)?.raw;
    if (raw?.length !== view.byteLength) throw unreadable(`${name} does not fit`);
    view.set(new Float32Array(Uint8Array.from(raw).buffer));
  }
  return { vocabulary, shape, parameters };
}

function unreadable(problem: string): CladeError {
  return new CladeError("MODEL_UNREADABLE", { problem });
}
