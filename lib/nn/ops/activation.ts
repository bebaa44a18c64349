import type { Value } from "../graph.ts";
import { add, fixed, multiply, offset, scale, subtract } from "./arithmetic.ts";

const slope = 2 * Math.sqrt(2 / Math.PI);
const bend = 0.044715 * slope;

/**
 * GELU in its tanh form, ½x(1 + tanh(√(2/π)(x + .044715x³))), written as x·σ(2√(2/π)(x + .044715x³)), which is the same
 * (Hendrycks & Gimpel 2016, arXiv:1606.08415). It differs from the erf form by less than 5e-4. Forward and backward are
 * written out: they share x² and σ.
 */
export function gelu(x: Value): Value {
  const { graph } = x;
  const inner = fixed(x);
  const square = multiply(inner, inner);
  const gate = graph.node("Sigmoid", [multiply(inner, offset(scale(square, bend), slope))], x.shape);
  const y = { ...graph.node("Mul", [x, gate], x.shape), isTrained: x.isTrained };
  return graph.record(y, [x], (dy) => {
    const steepness = offset(scale(square, 3 * bend), slope);
    const through = subtract(fixed(y), multiply(fixed(y), gate));
    return [multiply(dy, add(gate, multiply(through, steepness)))];
  });
}

/** Scales by a fed mask: 0 where an entry is dropped, 1 / (1 − rate) where it stays (Srivastava et al. 2014). */
export function dropout(x: Value, mask: Value): Value {
  return multiply(x, mask);
}
