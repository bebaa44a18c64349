import type { Value } from "../graph.ts";
import { add, divide, multiply, offset, squareRoot, subtract } from "./arithmetic.ts";
import { mean } from "./reduce.ts";

const epsilon = 1e-5;

/**
 * (x − mean) / √(variance + 1e-5) along the last axis (Ba, Kiros & Hinton 2016, arXiv:1607.06450), without gain and bias:
 * where a linear map follows, those are part of it already. A constant row gives zeros.
 */
export function layerNorm(x: Value): Value {
  const { graph } = x;
  const last = x.shape.length - 1;
  const width = x.shape[last] ?? 0;
  if (graph.precision === "double") {
    const centred = subtract(x, mean(x, [last]));
    return divide(centred, squareRoot(offset(mean(multiply(centred, centred), [last]), epsilon)));
  }
  const single = [...x.shape.slice(0, -1), 1];
  const ones = graph.constant(new Array<number>(width).fill(1));
  const [y, , inverse] = graph.multiNode("LayerNormalization", [x, ones], [x.shape, single, single], {
    attributes: { axis: -1, epsilon: { float: epsilon } },
  }) as [Value, Value, Value];
  return graph.record(y, [x], (dy) => {
    const along = multiply(y, mean(multiply(dy, y), [last]));
    return [multiply(subtract(subtract(dy, mean(dy, [last])), along), inverse)];
  });
}

/** Layer norm with gain and bias, each of the length of the last axis. */
export function affineLayerNorm(x: Value, gain: Value, bias: Value): Value {
  return add(multiply(layerNorm(x), gain), bias);
}
