import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderBySize } from "./order.ts";

describe("orderBySize", () => {
  it("numbers segments from the largest to the smallest", () => {
    const labels = Int32Array.of(0, 1, 1, 2, 2, 2);
    const order = orderBySize(labels, { data: Float32Array.of(10, 20, 30), rows: 3, cols: 1 });
    expect([...order.segmentOf]).toEqual([2, 1, 0]);
    expect(order.sizes).toEqual([3, 2, 1]);
    expect(order.centres).toEqual([[30], [20], [10]]);
  });

  it("orders equal sizes by their centres, feature by feature", () => {
    const labels = Int32Array.of(0, 1, 2);
    const order = orderBySize(labels, { data: Float32Array.of(1, 5, 1, 4, 0, 9), rows: 3, cols: 2 });
    expect(order.centres).toEqual([
      [0, 9],
      [1, 4],
      [1, 5],
    ]);
  });

  it("keeps a cluster that no user has, as the last", () => {
    const order = orderBySize(Int32Array.of(1, 1), { data: Float32Array.of(1, 2), rows: 2, cols: 1 });
    expect(order.sizes).toEqual([2, 0]);
  });

  it("gives the same segments whatever the algorithm called the clusters", () => {
    const labels = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 });
    fc.assert(
      fc.property(labels, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (before, names) => {
        const centreOf = [3, 1, 4, 2];
        const renamedCentres = new Float32Array(4);
        for (const [label, name] of names.entries()) renamedCentres[name] = centreOf[label] ?? 0;
        const one = orderBySize(Int32Array.from(before), { data: Float32Array.from(centreOf), rows: 4, cols: 1 });
        const renamed = Int32Array.from(before, (label) => names[label] ?? 0);
        const two = orderBySize(renamed, { data: renamedCentres, rows: 4, cols: 1 });
        expect(two.centres).toEqual(one.centres);
        expect(Array.from(renamed, (label) => two.segmentOf[label])).toEqual(before.map((l) => one.segmentOf[l]));
      }),
    );
  });
});
