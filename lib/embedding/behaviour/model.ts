import { type Graph, refuse, type Value } from "../../nn/graph.ts";
import { dropout } from "../../nn/ops/activation.ts";
import { add, multiply } from "../../nn/ops/arithmetic.ts";
import { gather } from "../../nn/ops/gather.ts";
import { matmul } from "../../nn/ops/matmul.ts";
import { sum } from "../../nn/ops/reduce.ts";
import { reshape } from "../../nn/ops/shape.ts";
import type { ParameterSpecs } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { type EncoderShape, encode, encoderSpecs } from "../../nn/transformer.ts";
import { gapBuckets, hours } from "./sequences.ts";
import { countTokens, type Vocabulary } from "./vocabulary.ts";

export interface BehaviourShape extends EncoderShape {
  readonly length: number;
  readonly items: number;
  readonly categories: number;
  readonly types: number;
  /** The columns of the small fields, which are few enough to be fed as zeros and ones: where each begins, and their number. */
  readonly small: {
    readonly type: number;
    readonly price: number;
    readonly gap: number;
    readonly hour: number;
    readonly masked: number;
  };
  readonly smallColumns: number;
}

export function behaviourShape(vocabulary: Vocabulary, encoder: EncoderShape & { length: number }): BehaviourShape {
  const types = countTokens(vocabulary.types);
  const price = types;
  const gap = price + vocabulary.priceEdges.length + 2;
  const hour = gap + gapBuckets;
  const masked = hour + hours;
  return {
    layers: encoder.layers,
    width: encoder.width,
    heads: encoder.heads,
    length: encoder.length,
    items: countTokens(vocabulary.items),
    categories: countTokens(vocabulary.categories),
    types,
    small: { type: 0, price, gap, hour, masked },
    smallColumns: masked + 1,
  };
}

/** The parameters that encode users. */
export function encoderParameters(shape: BehaviourShape): ParameterSpecs {
  const table = (rows: number, isDecayed = true) => ({ shape: [rows, shape.width], deviation: 0.05, isDecayed });
  return {
    item: table(shape.items),
    category: table(shape.categories),
    small: table(shape.smallColumns),
    place: table(shape.length, false),
    ...encoderSpecs(shape),
  };
}

interface EventInputs {
  readonly batch: number;
  /** Dropout on the embedded events: a mask of (length·batch) × width is fed. */
  readonly isDropped: boolean;
  /** How many rows a window are asked for; all where undefined. */
  readonly asked?: number;
}

export interface EncodedEvents {
  /** (length·batch) × width: the events before the encoder has compared them. */
  readonly events: Value;
  /** The same rows, or those asked for, encoded. */
  readonly encoded: Value;
}

/** The encoder on a batch of windows; its inputs are declared as `openBatch` lays them out. */
export function encodeEvents(
  graph: Graph,
  trained: Trained,
  shape: BehaviourShape,
  inputs: EventInputs,
): EncodedEvents {
  const { batch, asked, isDropped } = inputs;
  const { length, width } = shape;
  const rows = length * batch;
  const words = add(
    gather(named(trained, "item"), graph.input("item", [rows], "int32")),
    gather(named(trained, "category"), graph.input("category", [rows], "int32")),
  );
  const event = add(words, matmul(graph.input("small", [rows, shape.smallColumns]), named(trained, "small")));
  const placed = add(reshape(event, [length, batch, width]), reshape(named(trained, "place"), [length, 1, width]));
  const flat = reshape(placed, [rows, width]);
  const events = isDropped ? dropout(flat, graph.input("dropout", [rows, width])) : flat;
  const encoded = encode(trained, shape, events, {
    batch,
    mask: graph.input("mask", [batch, 1, 1, length]),
    ...(asked !== undefined && { rows: graph.input("rows", [asked * batch], "int32") }),
  });
  return { events, encoded };
}

/** A user's vector: the mean of the encoded real events, by fed shares that are 0 at padding. (length·batch) × width → batch × width. */
export function poolUsers(graph: Graph, encoded: Value, { length, width }: BehaviourShape, batch: number): Value {
  const shares = graph.input("shares", [length, batch, 1]);
  return reshape(sum(multiply(reshape(encoded, [length, batch, width]), shares), [0]), [batch, width]);
}

/** A parameter that must be there. */
export function named(trained: Trained, name: string): Value {
  return trained[name] ?? refuse(`no parameter ${name}`);
}
