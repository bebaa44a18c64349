import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";
import { scaleValues, signedLog, treatValues, winsorise } from "./treatments.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const file = join(shared, "golden/preprocess/scalers.json");

interface Case {
  readonly id: string;
  readonly output: number[][];
  readonly lower?: number[];
  readonly upper?: number[];
  readonly columns?: number[];
  readonly [type: `type_${number}`]: number[];
  readonly probabilities?: number[];
}

describe.skipIf(!existsSync(file))("against scikit-learn and numpy (skipped where ../shared is absent)", () => {
  const golden: { X: number[][]; cases: Case[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { X: [], cases: [] };
  const column = (rows: number[][], at: number) => Float64Array.from(rows, (row) => row[at] ?? Number.NaN);
  const named = (id: string) => golden.cases.find((entry) => entry.id === id) ?? { id, output: [] };

  function expectColumns(id: string, treat: (values: Float64Array) => void) {
    const { output } = named(id);
    expect(output).toHaveLength(golden.X.length);
    for (let at = 0; at < 5; at++) {
      const values = column(golden.X, at);
      treat(values);
      const expected = column(output, at);
      for (const [i, value] of values.entries()) {
        const wanted = expected[i] ?? Number.NaN;
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(wanted)));
      }
    }
  }

  it.each([
    ["standard", "standard"],
    ["robust", "robust"],
    ["minmax", "min-max"],
  ] as const)("scales: %s", (id, scale) => expectColumns(id, (values) => scaleValues(values, scale)));

  it.each([
    ["winsor_quantile_0.01_0.99", 0.01],
    ["winsor_quantile_0.05_0.95", 0.05],
  ])("winsorises: %s", (id, share) => expectColumns(id, (values) => winsorise(values, share)));

  it("takes logarithms of 1 + x", () => {
    const values = column(golden.X, 1);
    for (const [i, [expected = Number.NaN]] of named("log1p").output.entries()) {
      expect(signedLog(values[i] ?? Number.NaN)).toBeCloseTo(expected, 12);
    }
  });

  it("takes quantiles of type 7", () => {
    const { probabilities = [], type_7 = [] } = named("quantile_types");
    const sorted = column(golden.X, 1).sort();
    expect(probabilities.map((p) => quantile(sorted, p))).toEqual(type_7.map((value) => expect.closeTo(value, 9)));
  });
});

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const somePresent = fc.array(fc.option(finite, { nil: Number.NaN, freq: 5 }), { minLength: 1, maxLength: 60 });
const treatment = fc.record({
  log: fc.boolean(),
  winsorise: fc.constantFrom(0, 0.01, 0.1, 0.49),
  scale: fc.constantFrom("standard", "robust", "min-max", "none" as const),
});

describe("treatments", () => {
  it("keep missing values missing and others finite, and leave the input as it was", () => {
    fc.assert(
      fc.property(somePresent, treatment, (list, options) => {
        const values = Float64Array.from(list);
        const treated = treatValues(values, options);
        expect([...values]).toEqual(list);
        for (const [i, value] of treated.entries()) {
          expect(Number.isNaN(value)).toBe(Number.isNaN(values[i]));
          expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it("never turn an order around", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 2, maxLength: 40 }), treatment, (list, options) => {
        const order = list.map((_, i) => i).sort((a, b) => (list[a] ?? 0) - (list[b] ?? 0));
        const treated = treatValues(Float64Array.from(list), options);
        for (const [n, at] of order.slice(1).entries()) {
          expect(treated[at]).toBeGreaterThanOrEqual(treated[order[n] ?? 0] ?? 0);
        }
      }),
    );
  });

  it("do not depend on the order of users beyond rounding", () => {
    fc.assert(
      fc.property(somePresent, treatment, (list, options) => {
        const forth = treatValues(Float64Array.from(list), options);
        const back = treatValues(Float64Array.from(list.toReversed()), options).reverse();
        for (const [i, value] of forth.entries()) {
          if (Number.isNaN(value)) continue;
          expect(Math.abs(value - (back[i] ?? 0))).toBeLessThanOrEqual(1e-7 * (1 + Math.abs(value)));
        }
      }),
    );
  });

  it("standardise to mean 0 and deviation 1 (divisor n) over the values present", () => {
    const treated = treatValues(Float64Array.of(2, Number.NaN, 4, 4, 4, 5, 5, 7, 9), {
      log: false,
      winsorise: 0,
      scale: "standard",
    });
    // Mean 5, deviation 2: the classic example.
    expect([...treated]).toEqual([-1.5, Number.NaN, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  });

  it.each(["standard", "robust", "min-max"] as const)("give 0 for a constant: %s", (scale) => {
    for (const constant of [0, 3, -1e-300, 0.1 + 0.2, 1e15 + 0.3]) {
      const treated = treatValues(new Float64Array(7).fill(constant), { log: false, winsorise: 0.05, scale });
      for (const value of treated) expect(Math.abs(value)).toBeLessThan(1e-9);
    }
  });

  it("mirror the logarithm below zero", () => {
    expect(signedLog(Math.E - 1)).toBeCloseTo(1, 15);
    expect(signedLog(1 - Math.E)).toBeCloseTo(-1, 15);
    expect(signedLog(0)).toBe(0);
    expect(signedLog(Number.NaN)).toBeNaN();
  });

  it("keep digits at a large offset", () => {
    const offset = treatValues(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3), {
      log: false,
      winsorise: 0,
      scale: "standard",
    });
    const plain = treatValues(Float64Array.of(1, 2, 3), { log: false, winsorise: 0, scale: "standard" });
    expect([...offset]).toEqual([...plain]);
  });

  it("pull in only the ends when winsorising", () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i);
    winsorise(values, 0.05);
    expect([values[0], values[4], values[5], values[50], values[95], values[100]]).toEqual([5, 5, 5, 50, 95, 95]);
  });

  it("say nothing of a wholly missing feature", () => {
    const missing = new Float64Array(3).fill(Number.NaN);
    for (const scale of ["standard", "robust", "min-max", "none"] as const) {
      expect([...treatValues(missing, { log: true, winsorise: 0.1, scale })]).toEqual([NaN, NaN, NaN]);
    }
  });
});
