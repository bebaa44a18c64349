import { refuse, type Shape, type Value } from "../graph.ts";
import { reshape } from "./shape.ts";

/** a + b, element by element; a shorter shape, or a length of 1, is repeated to fit. */
export function add(a: Value, b: Value): Value {
  return binary("Add", a, b, (dy) => [dy, dy]);
}

export function subtract(a: Value, b: Value): Value {
  return binary("Sub", a, b, (dy) => [dy, b.isTrained ? negate(dy) : undefined]);
}

export function multiply(a: Value, b: Value): Value {
  return binary("Mul", a, b, (dy) => [
    a.isTrained ? multiply(dy, b) : undefined,
    b.isTrained ? multiply(dy, a) : undefined,
  ]);
}

/** a / b; b is not zero. */
export function divide(a: Value, b: Value): Value {
  const y: Value = binary("Div", a, b, (dy) => [
    a.isTrained ? divide(dy, b) : undefined,
    b.isTrained ? negate(divide(multiply(dy, y), b)) : undefined,
  ]);
  return y;
}

export function scale(x: Value, factor: number): Value {
  return multiply(x, x.graph.scalar(factor));
}

/** x + number. */
export function offset(x: Value, number: number): Value {
  return add(x, x.graph.scalar(number));
}

export function negate(x: Value): Value {
  return unary("Neg", x, (dy) => negate(dy));
}

export function exp(x: Value): Value {
  const y: Value = unary("Exp", x, (dy) => multiply(dy, y));
  return y;
}

/** Natural logarithm, x > 0. */
export function log(x: Value): Value {
  return unary("Log", x, (dy) => divide(dy, x));
}

/** √x, x > 0 (at 0 the slope is infinite). */
export function squareRoot(x: Value): Value {
  const y: Value = unary("Sqrt", x, (dy) => divide(scale(dy, 0.5), y));
  return y;
}

export function tanh(x: Value): Value {
  const y: Value = unary("Tanh", x, (dy) => multiply(dy, subtract(x.graph.scalar(1), multiply(y, y))));
  return y;
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: Value): Value {
  const y: Value = unary("Sigmoid", x, (dy) => multiply(dy, subtract(y, multiply(y, y))));
  return y;
}

/** x as a constant: no gradient flows through what is made of it. */
export function fixed(x: Value): Value {
  return { ...x, isTrained: false };
}

function unary(op: string, x: Value, backward: (dy: Value) => Value): Value {
  return x.graph.record(x.graph.node(op, [x], x.shape), [x], (dy) => [backward(dy)]);
}

function binary(op: string, a: Value, b: Value, backward: (dy: Value) => readonly (Value | undefined)[]): Value {
  const output = a.graph.node(op, [a, b], broadcast(a.shape, b.shape));
  return a.graph.record(output, [a, b], (dy) => {
    const [da, db] = backward(dy);
    return [da && a.isTrained ? sumTo(da, a.shape) : undefined, db && b.isTrained ? sumTo(db, b.shape) : undefined];
  });
}

/** The shape that both fit into, as NumPy has it: aligned at the last axis. */
function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) refuse(`shapes [${a}] and [${b}] do not fit`);
    return left === 1 ? right : left;
  });
}

/** The gradient of a repetition: a sum over the axes along which a value of `shape` was repeated. */
function sumTo(x: Value, shape: Shape): Value {
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < lead || (shape[axis - lead] === 1 && length !== 1) ? [axis] : [],
  );
  if (axes.length === 0) return x;
  const { graph } = x;
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const sum = graph.node("ReduceSum", [x, graph.constant(axes, [axes.length], "int64")], kept);
  return reshape(sum, shape);
}
