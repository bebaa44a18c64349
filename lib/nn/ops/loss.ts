import type { Value } from "../graph.ts";
import { add, divide, exp, fixed, log, multiply, negate, offset, scale, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { l2Normalise, logSumExp, softmax, sum, total } from "./reduce.ts";
import { lengthAt, reshape, transpose } from "./shape.ts";

/** A probability below this counts as this, so that a loss is at most 69 a row. */
const least = 1e-30;

/**
 * Σ w_i · −log softmax(z_i)[t_i]. logits z: n × classes, targets t: n, each 0 … classes − 1, weights w: n, 0 for rows that
 * do not count; weights that sum to one give a mean. Backward: w_i (softmax(z_i) − [t_i]).
 */
export function crossEntropy(logits: Value, targets: Value, weights: Value): Value {
  const { graph } = logits;
  const { picked, errors } = pickTargets(logits, targets);
  const loss = { ...total(multiply(negate(log(offset(picked, least))), weights)), isTrained: logits.isTrained };
  return graph.record(loss, [logits], (dy) => [errors(multiply(weights, dy))]);
}

/**
 * The same where a target is also reached another way (pointer-generator, See, Liu & Manning 2017, arXiv:1704.04368):
 * Σ w_i · −log(g_i softmax(z_i)[t_i] + (1 − g_i) c_i). gate g in 0 … 1 and copied c, the chance of the target by that other
 * way, have n entries. Backward: the scores learn in proportion to their part r_i = g_i softmax(z_i)[t_i] / p_i.
 */
export function copyCrossEntropy(logits: Value, targets: Value, weights: Value, gate: Value, copied: Value): Value {
  const { graph } = logits;
  const { picked, errors } = pickTargets(logits, targets);
  const [g, c] = [fixed(gate), fixed(copied)];
  const closed = subtract(graph.scalar(1), g);
  const chance = offset(add(multiply(g, picked), multiply(closed, c)), least);
  const loss = { ...total(multiply(negate(log(chance)), weights)), isTrained: true };
  return graph.record(loss, [logits, gate, copied], (dy) => {
    const slope = divide(multiply(weights, dy), chance);
    return [
      errors(multiply(slope, multiply(g, picked))),
      multiply(slope, subtract(c, picked)),
      negate(multiply(slope, closed)),
    ];
  });
}

/** softmax(z)[t] a row, and the gradient of −log of it for given weights of the rows. */
function pickTargets(logits: Value, targets: Value): { picked: Value; errors(weights: Value): Value } {
  const { graph } = logits;
  const [n, classes] = [lengthAt(logits, 0), lengthAt(logits, 1)];
  const chances = softmax(fixed(logits));
  const long = graph.node("Cast", [targets], [n], { attributes: { to: 7 }, type: "int64" });
  const rows = graph.constant([...Array(n).keys()], [n, 1], "int64");
  const column = graph.node("Reshape", [long, graph.constant([n, 1], [2], "int64")], [n, 1], { type: "int64" });
  const places = graph.node("Concat", [rows, column], [n, 2], { attributes: { axis: 1 }, type: "int64" });
  return {
    picked: graph.node("GatherND", [chances, places], [n]),
    errors(weights) {
      const minusOnes = graph.constant(new Array<number>(n).fill(-1));
      const error = graph.node("ScatterND", [chances, places, minusOnes], [n, classes], {
        attributes: { reduction: "add" },
      });
      return multiply(error, reshape(weights, [n, 1]));
    },
  };
}

/** Σ w_i (log(1 + e^z_i) − t_i z_i) for targets t in 0 … 1; all of shape n. Backward: w_i (σ(z_i) − t_i). */
export function binaryCrossEntropy(logits: Value, targets: Value, weights: Value): Value {
  const { graph } = logits;
  const inner = fixed(logits);
  // log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), which no z overflows.
  const positive = graph.node("Relu", [inner], logits.shape);
  const rest = log(offset(exp(negate(graph.node("Abs", [inner], logits.shape))), 1));
  const loss = subtract(add(positive, rest), multiply(targets, inner));
  const sum = { ...total(multiply(loss, weights)), isTrained: logits.isTrained };
  return graph.record(sum, [logits], (dy) => {
    const error = subtract(graph.node("Sigmoid", [inner], logits.shape), targets);
    return [multiply(error, multiply(weights, dy))];
  });
}

/**
 * InfoNCE, both ways (van den Oord et al. 2018, arXiv:1807.03748; Radford et al. 2021, arXiv:2103.00020): row i of `left`
 * should be nearest to row i of `right` by cosine, among all rows of the batch. left, right: n × d → scalar.
 */
export function infoNce(left: Value, right: Value, temperature: number): Value {
  const { graph } = left;
  const n = lengthAt(left, 0);
  const cosines = scale(matmul(l2Normalise(left), l2Normalise(right), { transB: true }), 1 / temperature);
  const own = graph.constant([...Array(n).keys()], [n], "int32");
  const weights = graph.constant(new Array<number>(n).fill(0.5 / n));
  return add(crossEntropy(cosines, own, weights), crossEntropy(transpose(cosines, [1, 0]), own, weights));
}

/**
 * Supervised contrastive loss (Khosla et al. 2020, arXiv:2004.11362, eq. 2) by cosine over the temperature: Σ_ip
 * weights_ip · −log(e^s_ip / Σ_{a ≠ i} e^s_ia). x: n × d; weights: n × n with zeros on the diagonal, usually 1 / |P(i)| for
 * the rows p of i's class; n at least 2, temperature above 0. A scalar, 0 or more.
 */
export function supervisedContrast(x: Value, weights: Value, temperature: number): Value {
  const { graph } = x;
  const n = lengthAt(x, 0);
  const unit = l2Normalise(x);
  const cosines = scale(matmul(unit, unit, { transB: true }), 1 / temperature);
  const own = graph.constant(
    Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? farBelow : 0)),
    [n, n],
  );
  const among = logSumExp(add(cosines, own));
  return subtract(total(multiply(sum(weights, [1]), among)), total(multiply(weights, cosines)));
}

/** Added to a score, it leaves a term of 0 in a sum of exponentials, and is finite in float32. */
const farBelow = -1e9;
