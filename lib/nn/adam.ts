import type { Value } from "./graph.ts";
import { add, divide, multiply, offset, scale, squareRoot, subtract } from "./ops/arithmetic.ts";
import { reshape } from "./ops/shape.ts";

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  /** Outside of the root. 1e-8 would vanish in float32 next to a zero second moment. */
  readonly epsilon: number;
  /** Gradients of a larger norm are scaled down to it. */
  readonly clipNorm: number;
}

export const adamDefaults: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-6, clipNorm: 1 };

interface AdamInputs {
  /** Vectors of one length. */
  readonly parameters: Value;
  readonly gradient: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
  /** Weight decay of each parameter, 0 for those that have none. */
  readonly decay: Value;
  /** Scalars: the learning rate and the two corrections of `adamCorrections`. */
  readonly rate: Value;
  readonly firstCorrection: Value;
  readonly secondCorrection: Value;
}

/**
 * Adam with decoupled weight decay (Kingma & Ba 2015, arXiv:1412.6980; Loshchilov & Hutter 2019, arXiv:1711.05101):
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p(1 − rate·decay) − rate · m̂ / (√v̂ + ε), where g is the gradient scaled
 * to a norm of at most clipNorm (Pascanu et al. 2013, arXiv:1211.5063), m̂ = m·firstCorrection, v̂ = v·secondCorrection.
 */
export function adamStep(inputs: AdamInputs, options: AdamOptions) {
  const { parameters, gradient, firstMoment, secondMoment, decay, rate, firstCorrection, secondCorrection } = inputs;
  const { beta1, beta2, epsilon, clipNorm } = options;
  const { graph } = parameters;
  const squares = graph.node("ReduceSumSquare", [gradient], [1], { attributes: { axes: [0] } });
  const norm = squareRoot(reshape(squares, []));
  const factor = graph.node("Min", [graph.scalar(1), divide(graph.scalar(clipNorm), offset(norm, 1e-6))], []);
  const clipped = multiply(gradient, factor);
  const first = add(scale(firstMoment, beta1), scale(clipped, 1 - beta1));
  const second = add(scale(secondMoment, beta2), scale(multiply(clipped, clipped), 1 - beta2));
  const spread = offset(squareRoot(multiply(second, secondCorrection)), epsilon);
  const move = divide(multiply(first, multiply(rate, firstCorrection)), spread);
  const shrink = subtract(graph.scalar(1), multiply(decay, rate));
  return { parameters: subtract(multiply(parameters, shrink), move), firstMoment: first, secondMoment: second, norm };
}

/** 1 / (1 − βᵗ): moments start at zero, and are too small by this after t ≥ 1 steps. */
export function adamCorrections(steps: number, { beta1, beta2 }: AdamOptions): { first: number; second: number } {
  return { first: 1 / (1 - beta1 ** steps), second: 1 / (1 - beta2 ** steps) };
}
