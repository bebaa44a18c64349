import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { groupLabelings } from "./cells.ts";

const labeling = (seed: number, rows: number, k: number): Int32Array => {
  const random = createRandom(seed);
  return Int32Array.from({ length: rows }, () => random.int(k + 1) - 1);
};

describe("groupLabelings", () => {
  it("puts every labeling into one group, in order, and tells each row's labels from its cell", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        (rows, ks) => {
          const labelings = ks.map((k, i) => labeling(i + rows, rows, k));
          const groups = groupLabelings(labelings);
          expect(groups.flatMap(({ labelings: indices }) => indices)).toEqual([...ks.keys()]);
          for (const { labelings: indices, cells } of groups) {
            const sizes = cells.sizes.map(() => 0);
            const none = indices.map(() => -1);
            const wrong: number[] = [];
            for (let row = 0; row < rows; row++) {
              const cell = cells.of[row]!;
              if (cell >= 0) sizes[cell]!++;
              const found = cells.labels[cell] ?? none;
              if (!indices.every((index, l) => labelings[index]![row] === found[l])) wrong.push(row);
            }
            expect(wrong).toEqual([]);
            expect(cells.sizes).toEqual(sizes);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("shares a pass among labelings that nest, however many", () => {
    const fine = labeling(1, 20_000, 10);
    const nested = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((k) => fine.map((label) => Math.min(label, k - 1)));
    expect(groupLabelings(nested)).toHaveLength(1);
  });

  it("gives labelings that shatter each other passes of their own", () => {
    const labelings = [1, 2, 3].map((seed) => labeling(seed, 20_000, 100));
    expect(groupLabelings(labelings)).toHaveLength(3);
  });

  it("bounds the number of clusters whose sums are kept at a time", () => {
    const labels = labeling(1, 30_000, 100);
    expect(groupLabelings(Array.from({ length: 8 }, () => labels))).toHaveLength(2);
  });
});
