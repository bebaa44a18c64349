import { expect, test } from "vitest";
import { encodeFeatures, takeUsers } from "./features.ts";

test("numbers keep their values, categories become a column a level, what is missing is said", () => {
  const { matrix, columns } = encodeFeatures(
    [
      { kind: "number", name: "age", values: Float64Array.from([30, Number.NaN, 50, 40]) },
      { kind: "category", name: "town", codes: Int32Array.from([1, 0, -1, 1]), levels: ["north", "south"] },
      { kind: "number", name: "same", values: Float64Array.from([1, 1, 1, 1]) },
    ],
    4,
  );
  expect(columns.map(({ name, says, level }) => [name, says, level])).toEqual([
    ["age", "number", null],
    ["age", "missing", null],
    ["town", "level", "south"],
    ["town", "level", "north"],
  ]);
  expect([...matrix.data.subarray(0, 8)]).toEqual([30, 0, 1, 0, 40, 1, 0, 1]);
  expect([...takeUsers(matrix, [2]).data]).toEqual([50, 0, 0, 0]);
});

test("of many levels the twenty most frequent get a column", () => {
  const codes = Int32Array.from({ length: 900 }, (_, user) => Math.floor(Math.sqrt(user)));
  const levels = Array.from({ length: 30 }, (_, at) => `l${at}`);
  const { columns } = encodeFeatures([{ kind: "category", name: "c", codes, levels }], 900);
  expect(columns).toHaveLength(20);
  expect(columns[0]?.level).toBe("l29");
});

test("no features and nobody: an empty matrix", () => {
  expect(encodeFeatures([], 0).matrix).toEqual({ data: new Float32Array(0), rows: 0, cols: 0 });
});
