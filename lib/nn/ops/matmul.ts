import { refuse, type Shape, type Value } from "../graph.ts";
import { scale as scaled } from "./arithmetic.ts";
import { reshape, transpose } from "./shape.ts";

interface Flags {
  /** Take the last two axes of a, of b, in the other order. */
  readonly transA?: boolean;
  readonly transB?: boolean;
  /** a, b is given with its rows before the batch axes: n × … × k. The runtime reads that in place, without a copy. */
  readonly rowsFirstA?: boolean;
  readonly rowsFirstB?: boolean;
  /** The product is multiplied by this, at no cost. */
  readonly alpha?: number;
}

/**
 * alpha · A·B over the last two axes, one product a batch entry; the batch axes of a and b are equal.
 * A: … × n × k (k × n with transA), B: … × k × m (m × k with transB) → … × n × m.
 */
export function matmul(a: Value, b: Value, flags: Flags = {}): Value {
  const { transA = false, transB = false, rowsFirstA = false, rowsFirstB = false, alpha = 1 } = flags;
  if (a.shape.length !== b.shape.length) refuse(`[${a.shape}] times [${b.shape}]: their batch axes differ`);
  return a.graph.record(product(a, b, flags), [a, b], (dy) => [
    a.isTrained ? batchLast(gradientOfA(dy), rowsFirstA) : undefined,
    b.isTrained ? batchLast(gradientOfB(dy), rowsFirstB) : undefined,
  ]);

  function gradientOfA(dy: Value): Value {
    return transA
      ? product(b, dy, { transA: transB, rowsFirstA: rowsFirstB, transB: true, alpha })
      : product(dy, b, { transB: !transB, rowsFirstB, alpha });
  }

  function gradientOfB(dy: Value): Value {
    return transB
      ? product(dy, a, { transA: true, transB: transA, rowsFirstB: rowsFirstA, alpha })
      : product(a, dy, { transA: !transA, rowsFirstA, alpha });
  }
}

/** x·W + b for rows x: n × k, W: k × m, b: m → n × m. */
export function linear(x: Value, weight: Value, bias: Value): Value {
  if (x.shape.length !== 2) refuse(`rows expected, not [${x.shape}]`);
  const [n = 0] = x.shape;
  const [, m = 0] = weight.shape;
  const { graph } = x;
  const output =
    graph.precision === "float"
      ? graph.node("Gemm", [x, weight, bias], [n, m])
      : graph.node("Add", [product(x, weight, {}), bias], [n, m]);
  return graph.record(output, [x, weight, bias], (dy) => [
    x.isTrained ? product(dy, weight, { transB: true }) : undefined,
    weight.isTrained ? product(x, dy, { transA: true }) : undefined,
    bias.isTrained ? columnSums(dy) : undefined,
  ]);
}

/** Σ over the rows, as a product with ones: several times faster than the runtime's own reduction over rows. */
export function columnSums(x: Value): Value {
  const [n = 0, m = 0] = x.shape;
  const ones = x.graph.constant(new Array<number>(n).fill(1), [1, n]);
  return reshape(product(ones, x, {}), [m]);
}

/** The forward product alone: the fused operators exist in float, in double they are spelled out. */
function product(a: Value, b: Value, flags: Flags): Value {
  const { transA = false, transB = false, rowsFirstA = false, rowsFirstB = false, alpha = 1 } = flags;
  const { graph } = a;
  const left = rowsFirstA ? batchFirst(a.shape) : a.shape;
  const right = rowsFirstB ? batchFirst(b.shape) : b.shape;
  const [n, k] = lastTwo(left, transA);
  const [inner, m] = lastTwo(right, transB);
  if (k !== inner) refuse(`[${left}] times [${right}]`);
  const shape = [...left.slice(0, -2), n, m];
  if (graph.precision === "double") {
    const spelled = (x: Value, isRowsFirst: boolean, isSwapped: boolean) => {
      const placed = isRowsFirst ? transpose(x, batchFirst([...x.shape.keys()])) : x;
      return isSwapped ? transpose(placed, swapLast([...x.shape.keys()])) : placed;
    };
    const plain = graph.node("MatMul", [spelled(a, rowsFirstA, transA), spelled(b, rowsFirstB, transB)], shape);
    return alpha === 1 ? plain : scaled(plain, alpha);
  }
  const trans = { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } };
  if (a.shape.length === 2) return graph.node("Gemm", [a, b], shape, { attributes: trans });
  const batch = { transBatchA: Number(rowsFirstA), transBatchB: Number(rowsFirstB) };
  return graph.node("FusedMatMul", [a, b], shape, { domain: "com.microsoft", attributes: { ...trans, ...batch } });
}

/** Back to rows first, where a factor was given so. */
function batchLast(x: Value, isRowsFirst: boolean): Value {
  const rank = x.shape.length;
  if (!isRowsFirst) return x;
  return transpose(x, [rank - 2, ...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1]);
}

function batchFirst(axes: Shape): number[] {
  return [...axes.slice(1, -1), ...axes.slice(0, 1), ...axes.slice(-1)];
}

function swapLast(axes: Shape): number[] {
  return [...axes.slice(0, -2), ...axes.slice(-1), ...axes.slice(-2, -1)];
}

function lastTwo(shape: Shape, isSwapped: boolean): [number, number] {
  const [rows = 1, cols = 1] = shape.slice(-2);
  return isSwapped ? [cols, rows] : [rows, cols];
}
