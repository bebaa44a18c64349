import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { sharedInformation, sharedInformationOf } from "./information.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const file = join(shared, "golden/metrics/external.json");

interface GoldenCase {
  id: string;
  truth: number[];
  labels: number[];
  ami_arithmetic: number;
  nmi_arithmetic: number;
  mutual_information_nats: number;
  homogeneity: number;
  completeness: number;
  v_measure: number;
}

describe.skipIf(!existsSync(file))("against scikit-learn (skipped where ../shared is absent)", () => {
  const golden = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { cases: [] }) as { cases: GoldenCase[] };
  it.each(golden.cases)("$id", ({ truth, labels, ...expected }) => {
    const found = sharedInformation(truth, labels);
    expect(found.mutualInformation).toBeCloseTo(expected.mutual_information_nats, 9);
    expect(found.nmi).toBeCloseTo(expected.nmi_arithmetic, 9);
    expect(found.ami).toBeCloseTo(expected.ami_arithmetic, 8);
    expect(found.homogeneity).toBeCloseTo(expected.homogeneity, 9);
    expect(found.completeness).toBeCloseTo(expected.completeness, 9);
    expect(found.vMeasure).toBeCloseTo(expected.v_measure, 9);
  });
});

describe("sharedInformation", () => {
  const labelings = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1, max: 3 })), { minLength: 1, maxLength: 60 })
    .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const);

  it("does not care which labeling is the truth, but for homogeneity and completeness, which change places", () => {
    fc.assert(
      fc.property(labelings, ([a, b]) => {
        const there = sharedInformation(a, b);
        const back = sharedInformation(b, a);
        expect(there.ami).toBeCloseTo(back.ami, 9);
        expect(there.nmi).toBeCloseTo(back.nmi, 9);
        expect(there.homogeneity).toBeCloseTo(back.completeness, 9);
        expect(there.vMeasure).toBeCloseTo(there.nmi, 9);
      }),
    );
  });

  it("is 1 for a labeling and itself under other names", () => {
    fc.assert(
      fc.property(labelings, ([a]) => {
        const { ami, nmi } = sharedInformation(
          a,
          a.map((label) => 10 - label),
        );
        expect(nmi).toBeCloseTo(1, 9);
        expect(ami).toBeCloseTo(1, 9);
      }),
    );
  });

  it("stays near 0 by chance where nmi does not: 100 clusters of 500 points", () => {
    const random = createRandom(3);
    const draw = (k: number) => Array.from({ length: 500 }, () => random.int(k));
    const { ami, nmi } = sharedInformation(draw(100), draw(100));
    expect(Math.abs(ami)).toBeLessThan(0.05);
    expect(nmi).toBeGreaterThan(0.6);
  });

  it("is defined for one point and for none", () => {
    expect(sharedInformation([3], [8]).ami).toBe(1);
    expect(sharedInformation([], []).nmi).toBe(1);
  });

  it("refuses labelings of different points", () => {
    expect(() => sharedInformation([0, 1], [0])).toThrow(RangeError);
  });
});

describe("labelings that are counted where they lie", () => {
  const count = (left: readonly number[], right: readonly number[], k: number) => {
    const counts = Array.from({ length: k }, () => new Array<number>(k).fill(0));
    for (const [i, label] of left.entries()) {
      const row = counts[label] ?? [];
      const other = right[i] ?? 0;
      row[other] = (row[other] ?? 0) + 1;
    }
    return counts;
  };

  it("share what the labels themselves do, whatever rows and columns are empty", () => {
    const label = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 60 }), (pairs) => {
        const [left, right] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const counted = sharedInformationOf(count(left, right, 6));
        const told = sharedInformation(left, right);
        for (const key of ["mutualInformation", "nmi", "ami", "homogeneity", "completeness", "vMeasure"] as const)
          expect(counted[key]).toBeCloseTo(told[key], 9);
      }),
    );
  });

  it("agree where there is nobody to disagree", () => {
    expect(sharedInformationOf([[0]])).toMatchObject({ ami: 1, vMeasure: 1 });
    expect(sharedInformationOf([])).toMatchObject({ ami: 1, vMeasure: 1 });
  });
});
