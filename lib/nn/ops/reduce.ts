import type { Shape, Value } from "../graph.ts";
import { divide, exp, fixed, log, multiply, scale, squareRoot, subtract } from "./arithmetic.ts";
import { lengthAt, reshape } from "./shape.ts";

/** Σ over the axes, which stay with length 1. */
export function sum(x: Value, axes: readonly number[]): Value {
  const { graph } = x;
  const output = graph.node("ReduceSum", [x, graph.constant(axes, [axes.length], "int64")], reduced(x.shape, axes));
  return graph.record(output, [x], (dy) => [repeat(dy, x.shape)]);
}

/** The mean over the axes, which stay with length 1. */
export function mean(x: Value, axes: readonly number[]): Value {
  const count = axes.reduce((product, axis) => product * lengthAt(x, axis), 1);
  const output = x.graph.node("ReduceMean", [x], reduced(x.shape, axes), { attributes: { axes } });
  return x.graph.record(output, [x], (dy) => [repeat(scale(dy, 1 / count), x.shape)]);
}

/** Σ of everything, a scalar. */
export function total(x: Value): Value {
  return reshape(sum(x, [...x.shape.keys()]), []);
}

/** e^x / Σ e^x along the last axis. */
export function softmax(x: Value): Value {
  const last = x.shape.length - 1;
  const y = x.graph.node("Softmax", [x], x.shape, { attributes: { axis: -1 } });
  return x.graph.record(y, [x], (dy) => {
    const weighted = multiply(dy, y);
    return [subtract(weighted, multiply(y, sum(weighted, [last])))];
  });
}

/** log Σ e^x along the last axis, which stays with length 1; exact for any offset of x. */
export function logSumExp(x: Value): Value {
  const last = x.shape.length - 1;
  const shape = reduced(x.shape, [last]);
  const largest = x.graph.node("ReduceMax", [x], shape, { attributes: { axes: [last] } });
  // The largest is a constant to the gradient: it cancels out of the sum.
  const output = log(sum(exp(subtract(x, fixed(largest))), [last]));
  return x.graph.record(x.graph.node("Add", [output, largest], shape), [output], (dy) => [dy]);
}

/** x / √(Σx² + 1e-12) along the last axis: length 1, and 0 for a zero row. */
export function l2Normalise(x: Value): Value {
  const last = x.shape.length - 1;
  const squares = sum(multiply(x, x), [last]);
  const { graph } = x;
  const safe = graph.record(graph.node("Add", [squares, graph.scalar(1e-12)], squares.shape), [squares], (dy) => [dy]);
  return divide(x, squareRoot(safe));
}

function reduced(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

function repeat(x: Value, shape: Shape): Value {
  const { graph } = x;
  return graph.node("Expand", [x, graph.constant(shape, [shape.length], "int64")], shape);
}
