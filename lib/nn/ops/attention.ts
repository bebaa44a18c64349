import type { Value } from "../graph.ts";
import { add } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { softmax } from "./reduce.ts";
import { lengthAt, reshape, transpose } from "./shape.ts";

interface AttentionOptions {
  readonly batch: number;
  readonly heads: number;
  /** Added to the scores: 0 where a key may be seen, a large negative number where not. batch × 1 × (1 or m) × n. */
  readonly mask?: Value;
}

/**
 * Scaled dot-product attention by heads, softmax(QKᵀ/√(d/heads) + mask)·V (Vaswani et al. 2017, arXiv:1706.03762).
 * Rows are positions of all sequences, position by position: row t·batch + b. So a head is a stride, and neither keys nor
 * queries are copied to be multiplied. query: (m·batch) × d, key and value: (n·batch) × d → (m·batch) × d.
 */
export function attention(query: Value, key: Value, value: Value, { batch, heads, mask }: AttentionOptions): Value {
  const d = lengthAt(query, 1);
  const perHead = (x: Value) => reshape(x, [lengthAt(x, 0) / batch, batch, heads, d / heads]);
  const alpha = 1 / Math.sqrt(d / heads);
  const rowsFirst = { rowsFirstA: true, rowsFirstB: true };
  const scores = matmul(perHead(query), perHead(key), { ...rowsFirst, transB: true, alpha });
  const shares = softmax(mask === undefined ? scores : add(scores, mask));
  const mixed = matmul(shares, perHead(value), { rowsFirstB: true });
  return reshape(transpose(mixed, [2, 0, 1, 3]), query.shape);
}
