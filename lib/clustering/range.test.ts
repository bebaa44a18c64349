import { describe, expect, it } from "vitest";
import type { CladeError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import { rowsOfMatrix } from "../core/row-source.ts";
import { countDirections, countDistinctRows, fitRange, largestWanted } from "./range.ts";

const auto = { k: "auto", kMin: 3, kMax: 6 } as const;

describe("fitRange", () => {
  it("fits two groups as well, so that the chart shows them", () => {
    expect(fitRange(auto, 100, 100)).toEqual({ ks: [2, 3, 4, 5, 6], notes: [] });
  });

  it("keeps the range of the chart when k is asked, and adds a k beyond it", () => {
    expect(fitRange({ ...auto, k: 4 }, 100, 100).ks).toEqual([2, 3, 4, 5, 6]);
    expect(fitRange({ ...auto, k: 20 }, 100, 100).ks).toEqual([2, 3, 4, 5, 6, 20]);
  });

  it("ends at the number of different points, and says so", () => {
    const { ks, notes } = fitRange(auto, 100, 4);
    expect(ks).toEqual([2, 3, 4]);
    expect(notes[0]?.en).toContain("only 4 ways");
    expect(fitRange({ ...auto, k: 2 }, 100, 2).ks).toEqual([2]);
  });

  it("fits whatever order kMin and kMax come in", () => {
    expect(fitRange({ k: "auto", kMin: 5, kMax: 3 }, 100, 100).ks).toEqual([2, 3, 4, 5]);
  });

  it.each([
    [auto, 1, 1, "TOO_FEW_USERS"],
    [auto, 0, 0, "TOO_FEW_USERS"],
    [{ ...auto, k: 8 }, 7, 7, "TOO_FEW_USERS"],
    [auto, 100, 1, "TOO_FEW_POINTS"],
    [{ ...auto, k: 8 }, 100, 7, "TOO_FEW_POINTS"],
  ])("refuses %j for %i users with %i different points: %s", (config, rows, distinct, code) => {
    expect(() => fitRange(config, rows, distinct)).toThrow(
      expect.objectContaining({ code, name: "CladeError" }) as CladeError,
    );
  });
});

describe("fitRange beside fixed segments", () => {
  const fixed = [
    { name: { en: "VIP", zh: "贵宾" }, size: 30, where: [] },
    { name: { en: "Staff", zh: "员工" }, size: 1200, where: null },
  ];
  const refused = (k: number) => () => fitRange({ ...auto, k }, 3, 3, { fixed });

  it("names those that took the users, the largest first", () => {
    expect(refused(4)).toThrow(
      "Too few users are left for 4 segments: 3. The others are in the fixed segments “Staff” (1,200), “VIP” (30).",
    );
    const error = (() => {
      try {
        return refused(4)();
      } catch (thrown) {
        return thrown as CladeError;
      }
    })();
    expect((error as CladeError).sentence("zh")).toContain("“员工”（1,200 人）、“贵宾”（30 人）");
    expect(refused(3)().ks).toContain(3);
  });
});

describe("countDistinctRows", () => {
  it("counts equal rows once and stops at the limit", () => {
    const x = { data: Float32Array.of(1, 2, 1, 2, 2, 1, 0, 0), rows: 4, cols: 2 };
    expect(countDistinctRows(rowsOfMatrix(x), 10)).toBe(3);
    expect(countDistinctRows(rowsOfMatrix(x), 2)).toBe(2);
  });

  it("takes 0 and −0 for the same point", () => {
    expect(countDistinctRows(rowsOfMatrix({ data: Float32Array.of(0, -0), rows: 2, cols: 1 }), 5)).toBe(1);
  });
});

it("says that directions are few, where only those count", () => {
  expect(fitRange(auto, 100, 3, { byDirection: true })).toMatchObject({
    ks: [2, 3],
    notes: [{ en: "Users have only 3 different directions, so no more than 3 segments were tried." }],
  });
});

describe("countDirections", () => {
  const source = (...rows: number[][]) =>
    rowsOfMatrix({ data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 });

  it("counts rows that point the same way once, however long, and rows of zeros not at all", () => {
    expect(countDirections(source([1, 2], [0.1, 0.2], [3e3, 6e3], [-1, -2], [0, 0], [1, 0]), 10)).toBe(3);
    expect(countDirections(source([0, 0], [0, 0]), 10)).toBe(0);
    expect(countDirections(source([1, 0], [0, 1], [1, 1]), 2)).toBe(2);
  });

  it("is the same at any scale of the rows", () => {
    const random = createRandom(1);
    const ways = Array.from({ length: 3 }, () => Array.from({ length: 6 }, () => random.normal()));
    const rows = Array.from({ length: 300 }, (_, i) => {
      const size = 10 ** (6 * random.next() - 3);
      return (ways[i % 3] ?? []).map((value) => value * size);
    });
    expect(countDirections(source(...rows), 10)).toBe(3);
  });
});

it("wants as many clusters as the range or the asked k", () => {
  expect(largestWanted({ k: 12, kMin: 3, kMax: 10 })).toBe(12);
  expect(largestWanted({ k: "auto", kMin: 3, kMax: 10 })).toBe(10);
});
