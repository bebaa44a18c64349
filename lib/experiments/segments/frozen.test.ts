import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { testFrozen } from "./frozen.ts";

/** Users of two arms in segments that treatment moves: `drift` of the treated in the first go to the second. */
function crowds(drift: number, seed: number): number[][] {
  const random = createRandom(seed);
  const users = [0, 1, 2].map(() => [0, 0]);
  for (let user = 0; user < 6000; user++) {
    const arm = random.int(2);
    const segment = random.int(3);
    const at = segment === 0 && arm === 1 && random.next() < drift ? 1 : segment;
    const row = users[at] ?? [];
    row[arm] = (row[arm] ?? 0) + 1;
  }
  return users;
}

test("two by two is the chi-squared test without correction", () => {
  // scipy.stats.chi2_contingency([[30, 20], [15, 35]], correction=False): X² = 9.090909, p = 0.0025684
  expect(
    testFrozen([
      [30, 20],
      [15, 35],
    ]),
  ).toBeCloseTo(0.00256884, 6);
});

test("segments that users were in before are as mixed as everybody, at the level it says", () => {
  const found = Array.from({ length: 400 }, (_, seed) => testFrozen(crowds(0, seed)) ?? 1);
  const share = found.filter((p) => p < 0.05).length / found.length;
  expect(share).toBeGreaterThan(0.02);
  expect(share).toBeLessThan(0.09);
  expect(Math.min(...found)).toBeGreaterThan(1e-4);
});

test("segments that the treatment moves users between are found", () => {
  expect(testFrozen(crowds(0.3, 1))).toBeLessThan(1e-6);
});

test("tiny segments do not make a test of their own", () => {
  expect(
    testFrozen([
      [500, 500],
      [1, 0],
      [0, 1],
      [2, 0],
    ]),
  ).toBeNull();
  expect(
    testFrozen([
      [500, 500],
      [510, 490],
      [6, 0],
      [5, 1],
    ]),
  ).toBeGreaterThan(0.001);
});
