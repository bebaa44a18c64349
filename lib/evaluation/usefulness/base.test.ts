import { expect, test } from "vitest";
import { baseColumns, fifthsOf, winsoriseTop } from "./base.ts";

test("outcomes beyond the 99th percentile count as it", () => {
  const { values, at } = winsoriseTop(Float64Array.from({ length: 200 }, (_, i) => (i === 199 ? 1e6 : i)));
  expect(at).toBe(197);
  expect(Math.max(...values)).toBe(197);
  expect(winsoriseTop(Float64Array.of(5)).at).toBe(5);
});

test("fifths hold a fifth each where values differ, and equal values stay together", () => {
  const sizes = (values: readonly number[]) => {
    const fifths = fifthsOf(Float64Array.from(values));
    return [0, 1, 2, 3, 4].map((fifth) => fifths.filter((one) => one === fifth).length);
  };
  expect(sizes(Array.from({ length: 50 }, (_, i) => i))).toEqual([10, 10, 10, 10, 10]);
  expect(sizes([1, 1, 1, 1, 1, 1, 1, 1, 1, 9])).toEqual([9, 0, 0, 0, 1]);
  expect(sizes([3, 3])).toEqual([2, 0, 0, 0, 0]);
});

test("the base is past spend, its log, and four columns a fifth", () => {
  const { data, cols } = baseColumns([Float64Array.of(1, 2, 3, 4, 5)], Float64Array.of(0, 0, 0, 0, Math.E - 1));
  expect(cols).toBe(6);
  expect([...data.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...data.subarray(24)].map((value) => Math.round(value * 1000) / 1000)).toEqual([1.718, 1, 0, 0, 0, 1]);
});
