import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { fitCells } from "./cells.ts";

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 };
}

const all = (n: number) => Int32Array.from({ length: n }, (_, row) => row);

/** What each row reads like, cell by cell. */
function read(x: Matrix, names: readonly string[], rows = all(x.rows), training = rows): string[][] {
  const { length, tokenise } = fitCells(x, names, training);
  const { user, item, category } = tokenise(rows);
  expect(user.length).toBe(rows.length * length);
  return Array.from(rows, (_, i) =>
    Array.from({ length }, (_, j) => {
      const at = i * length + j;
      expect(user[at]).toBe(i);
      expect(item.values[item.codes[at] ?? -1]).toContain(category.values[category.codes[at] ?? -1]);
      return item.values[item.codes[at] ?? -1] ?? "";
    }),
  );
}

describe("cells", () => {
  test("are bins of numbers, levels of a category, and what is missing", () => {
    const x = matrix([
      [1, 0, 1, 5],
      [2, 1, 0, Number.NaN],
      [3, Number.NaN, Number.NaN, 5],
    ]);
    expect(read(x, ["age", "city=Rome", "city=Oslo", "flat"])).toEqual([
      ["age 0", "city=Oslo", "flat 0"],
      ["age 1", "city=Rome", "flat missing"],
      ["age 2", "city missing", "flat 0"],
    ]);
  });

  test("of columns that are only named like levels stay apart", () => {
    const x = matrix([
      [1, 1],
      [0, 1],
    ]);
    expect(read(x, ["a=b", "a=c"])).toEqual([
      ["a=b 1", "a=c 0"],
      ["a=b 0", "a=c 0"],
    ]);
  });

  test("are cut by the training rows alone, and those beyond them fall into the outer bins", () => {
    const x = matrix([[0], [1], [2], [3], [1000], [-1000], [Number.NaN]]);
    const training = all(4);
    expect(read(x, ["v"], Int32Array.from([4, 5, 6]), training)).toEqual([["v 3"], ["v 0"], ["v missing"]]);
  });

  test("do not change with units and offsets of a column, and their place is from 0 to 1", () => {
    const random = createRandom(1);
    const values = Array.from({ length: 500 }, () => random.normal());
    const plain = matrix(values.map((value) => [value]));
    const other = matrix(values.map((value) => [1000 + 4 * Math.fround(value)]));
    const [one, two] = [plain, other].map((x) => fitCells(x, ["v"], all(500)).tokenise(all(500)));
    expect(two?.item.values).toEqual(one?.item.values);
    const same = one?.item.codes.filter((code, i) => code === two?.item.codes[i]).length ?? 0;
    expect(same).toBeGreaterThan(490);
    expect(Math.min(...(one?.price ?? []))).toBeCloseTo(1 / 64, 10);
    expect(Math.max(...(one?.price ?? []))).toBeCloseTo(63 / 64, 10);
  });

  test("of a category with three hundred levels are one", () => {
    const names = Array.from({ length: 300 }, (_, j) => `city=${j}`);
    const rows = Array.from({ length: 300 }, (_, i) => names.map((_, j) => Number(i === j)));
    const { length, tokenise } = fitCells(matrix(rows), names, all(300));
    expect(length).toBe(1);
    expect(new Set(tokenise(all(300)).item.codes).size).toBe(300);
  });
});
