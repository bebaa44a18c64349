import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, fuseBlocks } from "./fusion.ts";

const block = (id: Block["id"], rows: readonly (readonly number[])[], weight = 1): Block => ({
  ...{ id, weight },
  matrix: { data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 },
  columns: (rows[0] ?? []).map((_, j) => `${id}-${j}`),
});

/** Sum of the columns' variances over the rows that are there. */
function variance(data: Float32Array, cols: number, from: number, to: number): number {
  let total = 0;
  for (let j = from; j < to; j++) {
    const values = [...data].filter((value, at) => at % cols === j && !Number.isNaN(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    total += values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  }
  return total;
}

describe("blocks side by side", () => {
  test("weigh what their weights say, however wide they are and whatever their units", () => {
    const { matrix, columns, blocks } = fuseBlocks([
      block("features", [[1000], [3000]]),
      block(
        "text",
        [
          [0.1, 0.3, 0],
          [0.3, 0.1, 0],
        ],
        2,
      ),
    ]);
    expect(columns).toEqual(["features-0", "text-0", "text-1", "text-2"]);
    expect(variance(matrix.data, 4, 0, 1)).toBeCloseTo(1, 6);
    expect(variance(matrix.data, 4, 1, 4)).toBeCloseTo(2, 6);
    expect(blocks[0]).toMatchObject({ id: "features", columns: 1, coverage: 1, variance: 1e6 });
    expect(blocks[1]?.variance).toBeCloseTo(0.02, 6);
  });

  test("one block alone keeps its shape: distances are those before, in one unit", () => {
    const number = fc.float({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 20 }), (rows) => {
        const { matrix, blocks } = fuseBlocks([block("features", rows)]);
        const scale = Math.sqrt(blocks[0]?.variance ?? 0);
        fc.pre(scale > 1e-3);
        for (const [row, [x]] of rows.entries()) expect((matrix.data[row * 2] ?? 0) * scale).toBeCloseTo(x, 2);
      }),
    );
  });

  test("who lacks a block has NaN there and counts for its coverage only", () => {
    const missing = [Number.NaN, Number.NaN];
    const { matrix, blocks } = fuseBlocks([
      block("features", [[1], [2], [3], [4]]),
      block("text", [[1, 0], missing, [0, 1], missing]),
    ]);
    expect(blocks.map(({ coverage }) => coverage)).toEqual([1, 0.5]);
    expect([...matrix.data.subarray(3, 6)].map(Number.isNaN)).toEqual([false, true, true]);
    expect(blocks[1]?.variance).toBeCloseTo(0.5, 6);
  });

  test("a huge offset changes nothing, and a block in which nothing varies is 0", () => {
    const { blocks } = fuseBlocks([block("features", [[1e7], [1e7 + 2]]), block("text", [[5], [5]])]);
    expect(blocks.map(({ variance }) => variance)).toEqual([1, 0]);
    const { matrix } = fuseBlocks([block("text", [[5], [5]])]);
    expect([...matrix.data]).toEqual([0, 0]);
  });

  test("blocks of different users do not go together", () => {
    expect(() => fuseBlocks([block("features", [[1]]), block("text", [[1], [2]])])).toThrow("2 rows");
    expect(() => fuseBlocks([block("features", [[1]], 0)])).toThrow("weight 0");
  });
});
