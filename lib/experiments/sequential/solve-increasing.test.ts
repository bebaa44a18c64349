import fc from "fast-check";
import { expect, test } from "vitest";
import { crossingChances, crossingProbability } from "./crossing.ts";
import { solveIncreasing } from "./solve-increasing.ts";

test("finds the root of any increasing function, flat or steep", () => {
  const root = fc.double({ min: -9, max: 9, noNaN: true });
  const power = fc.constantFrom(1, 3, 5);
  fc.assert(
    fc.property(root, power, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (wanted, odd, steep) => {
      const found = solveIncreasing((x) => steep * (x - wanted) ** odd, -10, 10);
      // An error of 1e-13 in the value is one of its root in the place.
      expect(Math.abs(found - wanted)).toBeLessThan(4 * (1e-13 / steep) ** (1 / odd) + 1e-9);
    }),
  );
});

test("does not stall where one end hardly moves", () => {
  let calls = 0;
  const found = solveIncreasing(
    (x) => {
      calls++;
      return Math.exp(x) - 1e-6;
    },
    -40,
    5,
  );
  // Where the slope is 1e-6, an error of 1e-13 in the value is one of 1e-7 in the place.
  expect(found).toBeCloseTo(Math.log(1e-6), 6);
  expect(calls).toBeLessThan(80);
});

test("finds a root that stands at an end", () => {
  expect(solveIncreasing((x) => x, 0, 5)).toBeCloseTo(0, 10);
  expect(solveIncreasing((x) => x - 5, 0, 5)).toBeCloseTo(5, 10);
});

test("a single look is crossed as a normal number is: 5 % at 1.96, half of that above", () => {
  const plan = { times: [1], bounds: [1.959963984540054] };
  expect(crossingProbability(plan, 0)).toBeCloseTo(0.05, 10);
  expect(crossingChances(plan, 0).above).toBeCloseTo(0.025, 10);
  // Power at a drift of z_.975 + z_.8 is 80 %.
  expect(crossingChances(plan, 1.959963984540054 + 0.8416212335729143).above).toBeCloseTo(0.8, 8);
});

test("five looks at 1.96 err in 14.2 % (Armitage, McPherson & Rowe 1969, table 2), two in 8.3 %", () => {
  const at = (looks: number) => ({
    times: Array.from({ length: looks }, (_, i) => (i + 1) / looks),
    bounds: new Array<number>(looks).fill(1.959963984540054),
  });
  expect(crossingProbability(at(5), 0)).toBeCloseTo(0.142, 3);
  expect(crossingProbability(at(2), 0)).toBeCloseTo(0.083, 3);
  expect(crossingProbability(at(10), 0)).toBeCloseTo(0.193, 3);
});

test("a drift of the other sign is crossed on the other side", () => {
  const plan = { times: [0.3, 1], bounds: [2.5, 2] };
  const [up, down] = [crossingChances(plan, 1.3), crossingChances(plan, -1.3)];
  expect(down.below).toBeCloseTo(up.above, 9);
  expect(down.above).toBeCloseTo(up.below, 9);
  expect(up.above).toBeGreaterThan(up.below);
});
