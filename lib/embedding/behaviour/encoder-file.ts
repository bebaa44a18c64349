import { CladeError } from "../../core/errors.ts";
import { Graph } from "../../nn/graph.ts";
import { decodeModel } from "../../nn/onnx/decode.ts";
import { countParameters, type ParameterSpecs, viewParameters } from "../../nn/parameters.ts";
import { encodeBatch } from "./encode-users.ts";
import { type BehaviourShape, behaviourShape, encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * A trained encoder as one .onnx file: graph, weights, and in its metadata the vocabulary and the shape. The numbers that
 * guess hidden events stay behind; they are of no use after pre-training.
 * Inputs item, category, small, mask, shares as `openBatch` lays them out; output vectors, batch × width.
 */
export function writeEncoder({ vocabulary, shape, parameters }: BehaviourEncoder): Uint8Array {
  const graph = new Graph();
  const specs = encoderParameters(shape);
  const stored = Object.fromEntries(
    [...viewParameters(specs, parameters)].map(([name, view]) => [
      name,
      graph.stored(`parameter.${name}`, view, specs[name]?.shape ?? []),
    ]),
  );
  const { encoded } = encodeEvents(graph, stored, shape, { batch: encodeBatch, isDropped: false });
  graph.output("vectors", poolUsers(graph, encoded, shape, encodeBatch));
  const { layers, width, heads, length } = shape;
  const about = { vocabulary, encoder: { layers, width, heads, length } };
  return graph.toBytes({ "clade.behaviour": JSON.stringify(about) });
}

/**
 * The encoder in a file that `writeEncoder` made, ready to be trained on.
 * @throws MODEL_UNREADABLE where the file is of another kind, or its numbers do not fit its shape.
 */
export function readEncoder(bytes: Uint8Array): BehaviourEncoder {
  const { graph, metadata } = decodeModel(bytes);
  const text = metadata?.find(({ key }) => key === "clade.behaviour")?.value;
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
