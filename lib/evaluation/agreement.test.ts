import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRandIndex } from "./agreement.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const file = join(shared, "golden/metrics/external.json");

interface Golden {
  cases: { id: string; truth: number[]; labels: number[]; ari: number }[];
}

describe.skipIf(!existsSync(file))("against scikit-learn (skipped where ../shared is absent)", () => {
  const golden: Golden = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { cases: [] };
  it.each(golden.cases)("$id", ({ truth, labels, ari }) => {
    expect(adjustedRandIndex(truth, labels)).toBeCloseTo(ari, 9);
  });
});

describe("adjustedRandIndex", () => {
  const labelings = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })), { minLength: 2, maxLength: 60 })
    .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const);

  it("does not care which is which, nor what the clusters are called", () => {
    fc.assert(
      fc.property(labelings, ([a, b]) => {
        const renamed = b.map((label) => [7, -1, 3, 0][label] ?? 0);
        expect(adjustedRandIndex(a, renamed)).toBeCloseTo(adjustedRandIndex(b, a), 12);
      }),
    );
  });

  it("is 1 for a labeling and itself", () => {
    fc.assert(
      fc.property(labelings, ([a]) => {
        expect(adjustedRandIndex(a, a)).toBe(1);
      }),
    );
  });

  it("is defined for one point and for none", () => {
    expect(adjustedRandIndex([3], [8])).toBe(1);
    expect(adjustedRandIndex([], [])).toBe(1);
  });

  it("refuses labelings of different points", () => {
    expect(() => adjustedRandIndex([0, 1], [0])).toThrow(RangeError);
  });
});
