import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { betaCdf, betaQuantile, betaSurvival } from "./beta.ts";
import { chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";
import { fisherQuantile, fisherSurvival } from "./fisher.ts";
import { normalCdf, normalQuantile, normalSurvival } from "./normal.ts";
import { studentQuantile, studentSurvival } from "./student.ts";

const functions = { normalSurvival, studentSurvival, chiSquaredSurvival, betaCdf, fisherSurvival };

/** mpmath 1.3 at 40 digits: incomplete beta and gamma functions, integrals of the density where a parameter is large. */
const references: [keyof typeof functions, number[], number][] = [
  ["normalSurvival", [-8], 0.9999999999999993],
  ["normalSurvival", [-1], 0.8413447460685429],
  ["normalSurvival", [0], 0.5],
  ["normalSurvival", [0.5], 0.3085375387259869],
  ["normalSurvival", [1.2], 0.11506967022170828],
  ["normalSurvival", [1.959963984540054], 0.025000000000000012],
  ["normalSurvival", [6], 9.86587645037698e-10],
  ["normalSurvival", [22.48604082719282], 2.842582741401273e-112],
  ["normalSurvival", [37], 5.725571222524577e-300],
  ["studentSurvival", [0.01, 0.5], 0.49730337181805223],
  ["studentSurvival", [12.7, 1], 0.02501216384467208],
  ["studentSurvival", [-2.5, 3.7], 0.9640889885440866],
  ["studentSurvival", [1.6725738154264451, 132.97735172250046], 0.04838120291832855],
  ["studentSurvival", [17.0372497491098, 40593.688228635794], 3.655840803661893e-65],
  ["studentSurvival", [22.620230766723257, 40593.688228635794], 6.822255981371554e-113],
  ["studentSurvival", [2.42398364662328, 480423.5213310524], 0.007675831686713785],
  ["studentSurvival", [1.96, 99999.5], 0.024999281604083125],
  ["studentSurvival", [1.96, 100001], 0.024999281583286414],
  ["studentSurvival", [22.6, 20000000.0], 2.173964245538407e-113],
  ["studentSurvival", [2.4, 1000000000.0], 0.008197536015428346],
  ["chiSquaredSurvival", [0.1, 1], 0.7518296340458492],
  ["chiSquaredSurvival", [14.714285714285714, 2], 0.0006380187686261498],
  ["chiSquaredSurvival", [3.84, 1], 0.050043521248705106],
  ["chiSquaredSurvival", [500, 1], 9.505397766554091e-111],
  ["chiSquaredSurvival", [120, 100], 0.08440668109369183],
  ["chiSquaredSurvival", [30, 100.5], 0.9999999999993332],
  ["betaCdf", [0.05, 1, 51], 0.9269022734871224],
  ["betaCdf", [0.0, 2, 3], 0.0],
  ["betaCdf", [0.3, 0.5, 0.5], 0.36901011956554536],
  ["betaCdf", [0.02, 121, 1381], 5.06962443285199e-37],
  ["betaCdf", [0.1, 3, 2], 0.0037000000000000006],
  ["betaCdf", [0.05, 12001, 228001], 0.49775816248026966],
  ["betaCdf", [0.0495, 500000, 9500000], 1.7019086792332643e-13],
  ["betaCdf", [0.052, 12001, 228001], 0.999995387326041],
  ["fisherSurvival", [3.1, 3, 20], 0.04992453304567878],
  ["fisherSurvival", [0.2, 7.5, 2], 0.9583047045902465],
  ["fisherSurvival", [40, 4, 60], 2.6923909567171745e-16],
];

describe("equals 40-digit arithmetic to 1e-10 of the value, in far tails too", () => {
  test.each(references)("%s(%j)", (name, given, wanted) => {
    const value = (functions[name] as (...given: number[]) => number)(...given);
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-10 * wanted);
  });
});

const probability = fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true });
const size = fc.double({ min: 0.3, max: 1e6, noNaN: true });
const near = (value: number, wanted: number, relative = 1e-8) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.min(wanted, 1 - wanted) + 1e-15);

it("quantiles undo tails", () => {
  fc.assert(
    fc.property(probability, size, size, (p, a, b) => {
      near(normalCdf(normalQuantile(p)), p);
      near(studentSurvival(-studentQuantile(p, a), a), p);
      near(1 - chiSquaredSurvival(chiSquaredQuantile(p, a), a), p, 1e-3);
      near(fisherSurvival(fisherQuantile(1 - p, a, b), a, b), p, 1e-3);
      if (a > 1 && b > 1) near(betaCdf(betaQuantile(p, a, b), a, b), p, 1e-6);
    }),
    { numRuns: 100 },
  );
});

it("tables known by heart", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736174698, 12);
  expect(studentQuantile(0.975, 30)).toBeCloseTo(2.0422724563012373, 13);
  expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 13);
  expect(betaQuantile(0.5, 0.5, 0.5)).toBeCloseTo(0.5, 14);
});

it("meets its neighbours: symmetric, complementary, a limit, a square", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 8, noNaN: true }),
      fc.double({ min: 1, max: 500, noNaN: true }),
      (t, df) => {
        expect(studentSurvival(t, df) + studentSurvival(-t, df)).toBeCloseTo(1, 12);
        // t² with df degrees is F with 1 and df.
        expect(fisherSurvival(t * t, 1, df) / (2 * studentSurvival(t, df))).toBeCloseTo(1, 10);
        expect(chiSquaredSurvival(t * t, 1) / (2 * normalSurvival(t))).toBeCloseTo(1, 10);
        expect(betaCdf(t / 10, df, 3) + betaSurvival(t / 10, df, 3)).toBeCloseTo(1, 12);
      },
    ),
  );
  expect(studentSurvival(2, 1e15) / normalSurvival(2)).toBeCloseTo(1, 12);
  // The two ways of computing it meet at 10⁵ degrees.
  expect(studentSurvival(3, 99_999.999) / studentSurvival(3, 100_000.001)).toBeCloseTo(1, 10);
});

it("keeps its ends", () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(normalQuantile(-0.1)).toBeNaN();
  expect(studentSurvival(Number.POSITIVE_INFINITY, 3)).toBe(0);
  expect(studentSurvival(Number.NaN, 3)).toBeNaN();
  expect(chiSquaredSurvival(0, 2)).toBe(1);
  expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1, 1]);
  expect(studentQuantile(0.5, 4)).toBe(0);
});
