import fc from "fast-check";
import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { armOfShares, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { twoProportions } from "./two-proportions.ts";

const options = optionsOf(metricOf("proportion"));

it("is the plain difference, with its own error, where there is one stratum", () => {
  const share = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(share, share, ([a, b], [c, d]) => {
      const [control, treatment] = [[a, a + b] as const, [c, c + d] as const];
      const nobody = [0, 0] as const;
      const common = mantelHaenszel.compare(armOfShares(control, nobody), armOfShares(treatment, nobody), options);
      const plain = twoProportions.compare(armOfShares(control), armOfShares(treatment), options);
      if (!common.ok || !plain.ok) throw new Error("inconclusive");
      expect(common.value.estimate).toBeCloseTo(plain.value.estimate, 12);
      expect(common.value.standardError).toBeCloseTo(plain.value.standardError ?? 0, 12);
    }),
  );
});

it("sees through strata of unlike size that landed unevenly", () => {
  // No effect within either stratum; together 19 % against 11 %.
  const control = armOfShares([100, 1000], [20, 100]);
  const treatment = armOfShares([10, 100], [200, 1000]);
  const common = mantelHaenszel.compare(control, treatment, options);
  if (!common.ok) throw new Error("inconclusive");
  expect(common.value.estimate).toBeCloseTo(0, 12);
  expect(common.value.pValue).toBeCloseTo(1, 12);
});

it("its error is that of many small strata", () => {
  const random = createRandom(3);
  const draw = (n: number, p: number) => {
    let successes = 0;
    for (let user = 0; user < n; user++) if (random.next() < p) successes++;
    return [successes, n] as const;
  };
  let [sum, squares, errors] = [0, 0, 0];
  const tests = 1500;
  for (let test = 0; test < tests; test++) {
    const levels = Array.from({ length: 30 }, (_, stratum) => 0.1 + stratum / 60);
    const outcome = mantelHaenszel.compare(
      armOfShares(...levels.map((p) => draw(4, p))),
      armOfShares(...levels.map((p) => draw(7, p + 0.1))),
      options,
    );
    if (!outcome.ok) continue;
    sum += outcome.value.estimate / tests;
    squares += outcome.value.estimate ** 2 / tests;
    errors += (outcome.value.standardError ?? 0) / tests;
  }
  expect(sum).toBeCloseTo(0.1, 2);
  expect(errors / Math.sqrt(squares - sum ** 2)).toBeCloseTo(1, 1);
});
