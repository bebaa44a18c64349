import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { roundGaussianBic } from "./bic.ts";

it("is −2 log L + p log n of one round Gaussian", () => {
  const random = createRandom(1);
  const values = Array.from({ length: 200 }, () => 3 + 2 * random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / 200;
  const inertia = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = inertia / 200;
  const logLikelihood = values.reduce(
    (sum, value) => sum - 0.5 * Math.log(2 * Math.PI * variance) - (value - mean) ** 2 / (2 * variance),
    0,
  );
  expect(roundGaussianBic({ sizes: [200], inertia, columns: 1 })).toBeCloseTo(
    -2 * logLikelihood + 2 * Math.log(200),
    8,
  );
});

it("prefers two clusters where they explain the spread, and one where they hardly do", () => {
  const one = (inertia: number) => roundGaussianBic({ sizes: [100], inertia, columns: 2 });
  const two = (inertia: number) => roundGaussianBic({ sizes: [50, 50], inertia, columns: 2 });
  expect(two(20)).toBeLessThan(one(1000));
  expect(two(900)).toBeGreaterThan(one(1000));
});

it("leaves out empty clusters' mixing, and is −∞ where all rows lie on their centres", () => {
  expect(roundGaussianBic({ sizes: [3, 0], inertia: 1, columns: 1 })).toBeGreaterThan(
    roundGaussianBic({ sizes: [3], inertia: 1, columns: 1 }),
  );
  expect(roundGaussianBic({ sizes: [2, 2], inertia: 0, columns: 1 })).toBe(Number.NEGATIVE_INFINITY);
});
