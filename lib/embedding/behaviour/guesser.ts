import { Graph, refuse, type Value } from "../../nn/graph.ts";
import { multiply, subtract } from "../../nn/ops/arithmetic.ts";
import { softmax } from "../../nn/ops/reduce.ts";
import { reshape, slice, transpose } from "../../nn/ops/shape.ts";
import { type ParameterSpecs, viewParameters } from "../../nn/parameters.ts";
import { openSession } from "../../nn/session.ts";
import type { Trained } from "../../nn/training.ts";
import { openBatch } from "./batch.ts";
import { copiedFields, type Guess, type GuessedField, guessEvents, guessedFields } from "./guess.ts";
import { type HiddenEvents, hiddenBatches } from "./hidden-batches.ts";
import type { BehaviourShape } from "./model.ts";

/** How the true event was ranked among all of its kind: 0 is first. One entry a hidden event. */
export interface Ranked {
  readonly loss: number;
  readonly ranks: Readonly<Record<GuessedField, Int32Array>>;
}

export interface Guesser {
  /** Hides events and ranks the truth among all that could have been. */
  rank(hidden: HiddenEvents): Promise<Ranked>;
  close(): Promise<void>;
}

/** Guesses without learning, with the parameters as they are in `flat` at that moment. */
export async function openGuesser(
  specs: ParameterSpecs,
  flat: Float32Array,
  shape: BehaviourShape,
  options: { readonly batch: number; readonly asked: number; readonly threads: number },
): Promise<Guesser> {
  const { batch: size, asked, threads } = options;
  const graph = new Graph();
  const trained: Trained = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, graph.input(`parameter.${name}`, spec.shape)]),
  );
  const guess = guessEvents(graph, trained, shape, { batch: size, asked, isDropped: false });
  graph.output("loss", guess.loss);
  for (const field of guessedFields)
    graph.output(`${field}Rank`, rankOf(chancesOf(guess, field, shape), guess.targets[field]));
  const session = await openSession(graph.toBytes(), { threads });
  const parameters = [...viewParameters(specs, flat)].map(
    ([name, data]) => [`parameter.${name}`, { data, shape: specs[name]?.shape ?? [] }] as const,
  );
  const batch = openBatch(shape, size, asked);
  const slots = asked * size;
  const result = { loss: { data: new Float32Array(1), shape: [] } };
  const ranks = { itemRank: ranking(slots), categoryRank: ranking(slots), typeRank: ranking(slots) };
  return {
    async rank(hidden) {
      const found = { item: [] as number[], category: [] as number[], type: [] as number[] };
      let sum = 0;
      for (const _ of hiddenBatches(batch, hidden)) {
        await session.run(
          { ...Object.fromEntries(parameters), ...batch.events, ...batch.hidden },
          { ...result, ...ranks },
        );
        let counted = 0;
        for (const [i, weight] of batch.hidden.weights.data.entries()) {
          if (weight === 0) continue;
          for (const field of guessedFields) found[field].push(ranks[`${field}Rank`].data[i] ?? 0);
          counted++;
        }
        sum += (result.loss.data[0] ?? 0) * counted;
      }
      const asArray = (field: GuessedField) => Int32Array.from(found[field]);
      return {
        loss: sum / Math.max(1, found.item.length),
        ranks: { item: asArray("item"), category: asArray("category"), type: asArray("type") },
      };
    },
    close: () => session.close(),
  };
}

function ranking(slots: number) {
  return { data: new Int32Array(slots), shape: [slots] };
}

/** The chance of every word of a field at each asked event, copies included: slots × words. */
function chancesOf({ logits, gate, sources }: Guess, field: GuessedField, { length }: BehaviourShape): Value {
  const own = softmax(logits[field]);
  const way = field === "type" ? -1 : copiedFields.indexOf(field);
  if (way < 0) return own;
  const { graph } = own;
  const [batch = 0, , asked = 0] = gate.shape;
  const slots = batch * asked;
  const open = reshape(transpose(slice(gate, 1, way, way + 1), [2, 0, 1]), [slots, 1]);
  const share = reshape(transpose(slice(sources, 1, way, way + 1), [2, 0, 1, 3]), [slots, length]);
  const drawn = multiply(own, open);
  const copies = multiply(share, subtract(graph.scalar(1), open));
  const words = graph.inputs.find(({ name }) => name === field) ?? refuse(`no input ${field}`);
  const byWindow = transpose(reshape(words, [length, batch]), [1, 0]);
  const places = graph.node(
    "Expand",
    [byWindow, graph.constant([asked, batch, length], [3], "int64")],
    [asked, batch, length],
    {
      type: "int32",
    },
  );
  return graph.node("ScatterElements", [drawn, reshape(places, [slots, length]), copies], drawn.shape, {
    attributes: { axis: 1, reduction: "add" },
  });
}

/** How many others score at least as high as the target: a model that scores all alike ranks the truth last. */
function rankOf(scores: Value, targets: Value): Value {
  const { graph } = scores;
  const [n = 0, classes = 0] = scores.shape;
  const column = graph.node("Reshape", [targets, graph.constant([n, 1], [2], "int64")], [n, 1], { type: "int32" });
  const own = graph.node("GatherElements", [scores, column], [n, 1], { attributes: { axis: 1 } });
  const reached = graph.node("GreaterOrEqual", [scores, own], [n, classes]);
  const ones = graph.node("Cast", [reached], [n, classes], { attributes: { to: 6 }, type: "int32" });
  const counts = graph.node("ReduceSum", [ones, graph.constant([1], [1], "int64")], [n], {
    attributes: { keepdims: 0 },
    type: "int32",
  });
  return graph.node("Sub", [counts, graph.constant([1], [], "int32")], [n], { type: "int32" });
}
