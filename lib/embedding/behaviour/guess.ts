import type { Graph, Value } from "../../nn/graph.ts";
import { gelu } from "../../nn/ops/activation.ts";
import { add, multiply, sigmoid } from "../../nn/ops/arithmetic.ts";
import { gather } from "../../nn/ops/gather.ts";
import { copyCrossEntropy, crossEntropy } from "../../nn/ops/loss.ts";
import { linear, matmul } from "../../nn/ops/matmul.ts";
import { layerNorm } from "../../nn/ops/norm.ts";
import { softmax, sum } from "../../nn/ops/reduce.ts";
import { reshape, slice, transpose } from "../../nn/ops/shape.ts";
import type { ParameterSpecs } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { startDeviation } from "../../nn/transformer.ts";
import { type BehaviourShape, encodeEvents, named } from "./model.ts";

export const guessedFields = ["item", "category", "type"] as const;
export type GuessedField = (typeof guessedFields)[number];
/** Fields with many words, of which people repeat a few: these may also be copied from the window. */
export const copiedFields = ["item", "category"] as const;

/** Words of a field, padding and the like among them. */
export function wordsOf({ items, categories, types }: BehaviourShape, field: GuessedField): number {
  return { item: items, category: categories, type: types }[field];
}

/** The parameters that guess hidden events, needed while pre-training only. */
export function guessingParameters({ width, items, categories, types, length }: BehaviourShape): ParameterSpecs {
  const matrix = (outputs: number) => ({
    shape: [width, outputs],
    deviation: startDeviation(width),
    isDecayed: true,
  });
  const plain = (...shape: number[]) => ({ shape, deviation: 0, isDecayed: false });
  const ways = copiedFields.length;
  return {
    guess: matrix(width),
    guessBias: plain(width),
    itemBias: plain(items),
    categoryBias: plain(categories),
    type: matrix(types),
    typeBias: plain(types),
    seek: matrix(width),
    seekBias: plain(width),
    found: matrix(width),
    foundBias: plain(width),
    /** How much likelier an event so many places away is copied. */
    distance: plain(2 * length, ways),
    gate: matrix(ways),
    gateBias: plain(ways),
  };
}

interface GuessInputs {
  readonly batch: number;
  readonly asked: number;
  readonly isDropped: boolean;
}

export interface Guess {
  /** Logits of every item, category, type: (asked·batch) × words. */
  readonly logits: Readonly<Record<GuessedField, Value>>;
  readonly targets: Readonly<Record<GuessedField, Value>>;
  /** Of the copied fields: batch × 2 × asked × length, the share of each event of the window as a source; sums to one. */
  readonly sources: Value;
  /** batch × 2 × asked: the chance that the event is drawn from all words rather than copied. */
  readonly gate: Value;
  /** Σ over item, category and type of the mean cross-entropy. */
  readonly loss: Value;
}

/**
 * Guesses the asked events of a batch. Items and categories come from all words by the tables that also embed them (Press &
 * Wolf 2017, arXiv:1608.05859), or are copied from the window by attention with a bias for each distance: shoppers return
 * to what they saw, and a few thousand users are too few to learn that from tables alone.
 */
export function guessEvents(graph: Graph, trained: Trained, shape: BehaviourShape, inputs: GuessInputs): Guess {
  const { batch, asked } = inputs;
  const { length, width } = shape;
  const { events, encoded } = encodeEvents(graph, trained, shape, inputs);
  const apply = (name: string, to: Value) => linear(to, named(trained, name), named(trained, `${name}Bias`));
  const hidden = layerNorm(gelu(apply("guess", encoded)));
  const against = (field: "item" | "category") =>
    add(matmul(hidden, named(trained, field), { transB: true }), named(trained, `${field}Bias`));
  const logits = { item: against("item"), category: against("category"), type: apply("type", hidden) };

  const ways = copiedFields.length;
  const perWay = (x: Value, rows: number) => reshape(x, [rows, batch, ways, width / ways]);
  const scores = matmul(perWay(apply("seek", hidden), asked), perWay(apply("found", layerNorm(events)), length), {
    rowsFirstA: true,
    rowsFirstB: true,
    transB: true,
    alpha: 1 / Math.sqrt(width / ways),
  });
  const distances = graph.input("distance", [batch * asked * length], "int32");
  const bias = reshape(gather(named(trained, "distance"), distances), [batch, asked, length, ways]);
  const visible = graph.input("visible", [batch, 1, asked, length]);
  const sources = softmax(add(add(scores, transpose(bias, [0, 3, 1, 2])), visible));
  const gate = transpose(reshape(sigmoid(apply("gate", hidden)), [asked, batch, ways]), [1, 2, 0]);

  const slots = asked * batch;
  const weights = graph.input("weights", [slots]);
  const target = (field: GuessedField) => graph.input(`${field}Target`, [slots], "int32");
  const targets = { item: target("item"), category: target("category"), type: target("type") };
  const same = graph.input("same", [batch, ways, asked, length]);
  const copied = reshape(sum(multiply(sources, same), [3]), [batch, ways, asked]);
  /** One way's numbers in the order of the slots. */
  const inSlots = (x: Value, way: number) => reshape(transpose(slice(x, 1, way, way + 1), [2, 0, 1]), [slots]);
  const losses = copiedFields.map((field, way) =>
    copyCrossEntropy(logits[field], targets[field], weights, inSlots(gate, way), inSlots(copied, way)),
  );
  const loss = losses.reduce((all, part) => add(all, part), crossEntropy(logits.type, targets.type, weights));
  return { logits, targets, sources, gate, loss };
}
