import { portOf } from "../../nn/onnx/build.ts";
import { dataTypes, type OnnxModel } from "../../nn/onnx/messages.ts";
import type { BertLayer, BertWeights, Linear, Scale } from "./bert-weights.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { quantiseFactor, quantiseRows } from "./quantise.ts";

export interface BertShape {
  readonly heads: number;
  readonly epsilon: number;
  readonly pooling: "mean" | "first";
  readonly precision: "fp32" | "int8";
}

/**
 * The graph that Clade runs instead of the export: the same sums in a third of the nodes, for texts of equal length, so
 * that there is no mask and no padding; pooled and normalised inside, so that only one vector a text leaves it.
 *
 * Inputs: ids int64 [texts, tokens], positions int64 [tokens]; int8 also centre uint8 [texts · tokens], all 128.
 * Output: vectors float [texts, width], L2-normalised.
 *
 * int8: weights have one scale an output column, activations one a token, s = max|x| / 127, kept as 128 + round(x / s).
 * No scale is shared between texts, so a vector does not depend on its batch mates (a batch-wide scale, as
 * DynamicQuantizeLinear has, does).
 */
export function buildBert(weights: BertWeights, shape: BertShape): OnnxModel {
  const graph = new GraphBuilder();
  const norm = { epsilon: { float: shape.epsilon } };
  const { width } = weights;
  const product = shape.precision === "int8" ? int8Product(graph) : floatProduct(graph);

  const words = shape.precision === "int8" ? int8Words(graph, weights) : floatWords(graph, weights);
  const table = graph.constant(weights.positions, [weights.positions.length / width, width]);
  const embedded = graph.add("Add", [words, graph.add("Gather", [table, "positions"])]);
  const size = graph.add("Shape", [embedded]);
  const flat = graph.constant(BigInt64Array.of(-1n, BigInt(width)), [2]);
  const scale = ({ gamma, beta }: Scale) => [graph.constant(gamma, [width]), graph.constant(beta, [width])];
  let x = graph.add("LayerNormalization", [graph.add("Reshape", [embedded, flat]), ...scale(weights.norm)], {
    axis: -1,
    ...norm,
  });
  for (const layer of weights.layers) x = addLayer(x, layer);

  const tokens = graph.add("Reshape", [x, size]);
  const pooled =
    shape.pooling === "mean"
      ? graph.add("ReduceMean", [tokens], { axes: [1], keepdims: 0 })
      : graph.add("Gather", [tokens, graph.constant(BigInt64Array.of(0n), [])], { axis: 1 });
  graph.add("LpNormalization", [pooled], { axis: -1, p: 2 }, "vectors");
  return graph.model(
    [
      portOf("ids", dataTypes.int64, ["texts", "tokens"]),
      portOf("positions", dataTypes.int64, ["tokens"]),
      ...(shape.precision === "int8" ? [portOf("centre", dataTypes.uint8, ["all_tokens"])] : []),
    ],
    [portOf("vectors", dataTypes.float, ["texts", width])],
  );

  function addLayer(input: string, layer: BertLayer): string {
    const shared = product(input);
    const three = [layer.query, layer.key, layer.value].map((part) => graph.add("Reshape", [shared(part), size]));
    const bias = new Float32Array(3 * width);
    for (const [i, part] of [layer.query, layer.key, layer.value].entries()) bias.set(part.bias, i * width);
    const heads = graph.add("MultiHeadAttention", [...three, graph.constant(bias, [bias.length])], {
      num_heads: shape.heads,
    });
    const attended = skipNorm(product(graph.add("Reshape", [heads, flat])), input, layer.attended, layer.attendedNorm);
    const wide = graph.add("Gelu", [graph.add("Add", [product(attended)(layer.widened), biasOf(layer.widened)])]);
    return skipNorm(product(wide), attended, layer.narrowed, layer.narrowedNorm);
  }

  function skipNorm(times: Product, skip: string, linear: Linear, scaled: Scale): string {
    // Two sums and a norm: SkipLayerNormalization, which does all three, takes five times as long.
    const sum = graph.add("Add", [graph.add("Add", [times(linear), biasOf(linear)]), skip]);
    return graph.add("LayerNormalization", [sum, ...scale(scaled)], { axis: -1, ...norm });
  }

  function biasOf({ bias }: Linear): string {
    return graph.constant(bias, [bias.length]);
  }
}

/** x·W of one x with any W, without the bias. */
type Product = (linear: Linear) => string;

function floatProduct(graph: GraphBuilder): (x: string) => Product {
  return (x) => (linear) => graph.add("MatMul", [x, graph.constant(linear.weight, [linear.inputs, linear.outputs])]);
}

function int8Product(graph: GraphBuilder): (x: string) => Product {
  const step = graph.constant(Float32Array.of(1 / 127), []);
  const least = graph.constant(Float32Array.of(1e-12), []);
  const one = graph.constant(Float32Array.of(1), []);
  const centre = graph.constant(Uint8Array.of(128), []);
  const column = graph.constant(BigInt64Array.of(1n), [1]);
  return (x) => {
    const largest = graph.add("ReduceMax", [graph.add("Abs", [x])], { axes: [-1], keepdims: 0 });
    const scale = graph.add("Max", [graph.add("Mul", [largest, step]), least]);
    const quantised = graph.add("QuantizeLinear", [x, scale, "centre"], { axis: 0 });
    const rows = graph.add("Unsqueeze", [scale, column]);
    return (linear) => {
      const { values, scales } = quantiseFactor(linear.weight, linear.outputs);
      const product = graph.add("MatMulIntegerToFloat", [
        quantised,
        graph.constant(values, [linear.inputs, linear.outputs]),
        one,
        graph.constant(scales, [linear.outputs]),
        centre,
      ]);
      return graph.add("Mul", [product, rows]);
    };
  };
}

function floatWords(graph: GraphBuilder, { words, width }: BertWeights): string {
  return graph.add("Gather", [graph.constant(words, [words.length / width, width]), "ids"]);
}

/** The word table in int8, a scale a word: four times smaller, as exact as the weights. */
function int8Words(graph: GraphBuilder, { words, width }: BertWeights): string {
  const rows = words.length / width;
  const { values, scales } = quantiseRows(words, width);
  const whole = graph.add("Cast", [graph.add("Gather", [graph.constant(values, [rows, width]), "ids"])], { to: 1 });
  return graph.add("Mul", [whole, graph.add("Gather", [graph.constant(scales, [rows, 1]), "ids"])]);
}
