import { describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import type { Shape, Value } from "./graph.ts";
import { dropout, gelu } from "./ops/activation.ts";
import { add, divide, exp, log, multiply, offset, sigmoid, squareRoot, subtract, tanh } from "./ops/arithmetic.ts";
import { attention } from "./ops/attention.ts";
import { gather, scatterAdd } from "./ops/gather.ts";
import { binaryCrossEntropy, copyCrossEntropy, crossEntropy, infoNce, supervisedContrast } from "./ops/loss.ts";
import { linear, matmul } from "./ops/matmul.ts";
import { affineLayerNorm, layerNorm } from "./ops/norm.ts";
import { l2Normalise, logSumExp, mean, softmax, total } from "./ops/reduce.ts";
import { concat, reshape, slice, transpose } from "./ops/shape.ts";
import { evaluate, gradientError, type TestInput } from "./test-graph.ts";

/** Every way of stating the factors of a product. */
const layouts = Array.from({ length: 16 }, (_, bits) => ({
  transA: (bits & 1) > 0,
  transB: (bits & 2) > 0,
  rowsFirstA: (bits & 4) > 0,
  rowsFirstB: (bits & 8) > 0,
}));

type Inputs = Readonly<Record<string, Value>>;
type Case = readonly [string, Readonly<Record<string, Shape>>, (inputs: { [name: string]: Value }) => Value];

const x = (inputs: Inputs, name = "x"): Value => {
  const value = inputs[name];
  if (value === undefined) throw new Error(`no input ${name}`);
  return value;
};

/** A scalar in which every entry of y counts differently, so that no gradient is right by symmetry. */
function mixed(y: Value): Value {
  const size = y.shape.reduce((product, length) => product * length, 1);
  const weights = Array.from({ length: size }, (_, i) => Math.sin(1 + 3 * i));
  return total(multiply(y, y.graph.constant(weights, y.shape)));
}

function constants(
  y: Value,
  numbers: readonly number[],
  type: "int32" | "double" | "float" = y.graph.precision,
): Value {
  return y.graph.constant(numbers, [numbers.length], type);
}

/** Shapes vary with the seed; the lengths of 1 that broadcasting repeats are among them. */
function cases(seed: number): readonly Case[] {
  const random = createRandom(seed);
  const [n, m, k, b] = [1 + random.int(4), 1 + random.int(4), 2 + random.int(3), 1 + random.int(3)];
  const stack = (rows: number, cols: number, isSwapped: boolean, isRowsFirst: boolean) => {
    const [first, last] = isSwapped ? [cols, rows] : [rows, cols];
    return isRowsFirst ? [first, b, 2, last] : [b, 2, first, last];
  };
  return [
    ["add, repeated", { x: [n, 1, k], y: [m, k] }, (v) => mixed(add(x(v), x(v, "y")))],
    ["subtract a column", { x: [n, k], y: [n, 1] }, (v) => mixed(subtract(x(v), x(v, "y")))],
    ["multiply by a row", { x: [n, k], y: [k] }, (v) => mixed(multiply(x(v), x(v, "y")))],
    ["a value used twice", { x: [n, k] }, (v) => mixed(multiply(x(v), sigmoid(x(v))))],
    ["divide", { x: [n, k], y: [n, k] }, (v) => mixed(divide(x(v), offset(multiply(x(v, "y"), x(v, "y")), 1)))],
    ["exp", { x: [n, k] }, (v) => mixed(exp(x(v)))],
    ["log and root", { x: [n, k] }, (v) => mixed(log(squareRoot(offset(multiply(x(v), x(v)), 0.5))))],
    ["tanh", { x: [n, k] }, (v) => mixed(tanh(x(v)))],
    ["sigmoid", { x: [n, k] }, (v) => mixed(sigmoid(x(v)))],
    ["gelu", { x: [n, k] }, (v) => mixed(gelu(x(v)))],
    ["dropout", { x: [n, 4] }, (v) => mixed(dropout(x(v), constants(x(v), [0, 1.25, 1.25, 1.25])))],
    ["softmax", { x: [n, k] }, (v) => mixed(softmax(x(v)))],
    ["layer norm", { x: [n, k + 1] }, (v) => mixed(layerNorm(x(v)))],
    [
      "layer norm with gain and bias",
      { x: [n, k + 1], gain: [k + 1], bias: [k + 1] },
      (v) => mixed(affineLayerNorm(x(v), x(v, "gain"), x(v, "bias"))),
    ],
    ["L2 normalise", { x: [n, k] }, (v) => mixed(l2Normalise(x(v)))],
    ["mean over two axes", { x: [n, m, k] }, (v) => mixed(mean(x(v), [0, 2]))],
    ["transpose and reshape", { x: [n, m, k] }, (v) => mixed(reshape(transpose(x(v), [2, 0, 1]), [k * n, m]))],
    ["concat and slice", { x: [n, k], y: [m, k] }, (v) => mixed(slice(concat([x(v), x(v, "y")], 0), 0, 1, n + m))],
    ["gather with repeats", { x: [3, k] }, (v) => mixed(gather(x(v), constants(x(v), [2, 0, 2, 2, 0], "int32")))],
    ["scatter-add", { x: [4, k] }, (v) => mixed(scatterAdd(x(v), constants(x(v), [1, 4, 1, 0], "int32"), 5))],
    ["linear", { x: [n, k], w: [k, m], b: [m] }, (v) => mixed(linear(x(v), x(v, "w"), x(v, "b")))],
    ...layouts.map((layout): Case => {
      const { transA, transB, rowsFirstA, rowsFirstB } = layout;
      return [
        `matmul ${Object.values(layout).map(Number).join("")}`,
        { a: stack(n, k, transA, rowsFirstA), b: stack(k, m, transB, rowsFirstB) },
        (v) => mixed(matmul(x(v, "a"), x(v, "b"), { ...layout, alpha: 0.7 })),
      ];
    }),
    [
      "matmul of one matrix",
      { a: [k, n], b: [m, k] },
      (v) => mixed(matmul(x(v, "a"), x(v, "b"), { transA: true, transB: true })),
    ],
    [
      "attention with a mask",
      { q: [m * b, 4], k: [3 * b, 4], v: [3 * b, 4] },
      (v) => {
        const hidden = Array.from({ length: 3 * b }, (_, i) => (i % 3 === 0 ? -1e9 : 0));
        const mask = x(v, "q").graph.constant(hidden, [b, 1, 1, 3]);
        return mixed(attention(x(v, "q"), x(v, "k"), x(v, "v"), { batch: b, heads: 2, mask }));
      },
    ],
    [
      "cross-entropy at weighted rows",
      { x: [3, k] },
      (v) => crossEntropy(x(v), constants(x(v), [0, k - 1, 1], "int32"), constants(x(v), [0.5, 0, 2])),
    ],
    [
      "cross-entropy with copies",
      { x: [3, k], gate: [3], copied: [3] },
      (v) => {
        const weights = constants(x(v), [0.5, 0, 2]);
        const [gate, copied] = [sigmoid(x(v, "gate")), sigmoid(x(v, "copied"))];
        return copyCrossEntropy(x(v), constants(x(v), [0, k - 1, 1], "int32"), weights, gate, copied);
      },
    ],
    ["log-sum-exp", { x: [n, k] }, (v) => mixed(logSumExp(x(v)))],
    [
      "binary cross-entropy",
      { x: [3] },
      (v) => binaryCrossEntropy(x(v), constants(x(v), [0, 1, 0.3]), constants(x(v), [0.5, 1, 2])),
    ],
    ["InfoNCE", { x: [3, k], y: [3, k] }, (v) => infoNce(x(v), x(v, "y"), 0.5)],
    [
      "supervised contrast",
      { x: [3, k] },
      (v) => {
        const weights = x(v).graph.constant([0, 0.5, 0, 0.5, 0, 0, 0, 0, 0], [3, 3]);
        return supervisedContrast(x(v), weights, 0.5);
      },
    ],
  ];
}

function draw(shapes: Readonly<Record<string, Shape>>, seed: number): Record<string, TestInput> {
  const random = createRandom(seed);
  const fill = (shape: Shape) => Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, numbers: fill(shape) }]));
}

describe.each([1, 2, 3])("gradients over shapes of seed %i", (seed) => {
  const all = cases(seed);

  test.each(all)("%s equals the central difference", async (_, shapes, build) => {
    expect(await gradientError(draw(shapes, seed), build)).toBeLessThan(2e-8);
  });

  test.each(all)("%s in float32, with its fused operators, equals float64", async (_, shapes, build) => {
    const inputs = draw(shapes, seed);
    const exact = await evaluate(inputs, build, "double");
    const float = await evaluate(inputs, build, "float");
    const compare = (found: readonly number[], wanted: readonly number[]) => {
      const size = Math.max(1, ...wanted.map(Math.abs));
      for (const [i, number] of wanted.entries())
        expect(Math.abs((found[i] ?? Number.NaN) - number)).toBeLessThan(2e-5 * size);
    };
    compare(float.value, exact.value);
    for (const name of Object.keys(inputs)) compare(float.gradients[name] ?? [], exact.gradients[name] ?? []);
  });
});
