import { expect, it } from "vitest";
import { measureRows } from "./measures.ts";

it("has no index of clusters of which only one has users, as where all point the same way", () => {
  const x = { data: Float32Array.of(1, 2, 3, 4), rows: 4, cols: 1 };
  const measure = (...labels: number[]) =>
    measureRows(x, { k: 2, labels: Int32Array.from(labels) }, new Float32Array(4));
  for (const none of [measure(1, 1, 1, 1), measure(-1, 0, 0, 0), measure(-1, -1, -1, -1)])
    expect(new Set(Object.values(none))).toEqual(new Set([null]));
  expect(measure(0, 0, 1, 1).calinskiHarabasz).toBe(8);
});
