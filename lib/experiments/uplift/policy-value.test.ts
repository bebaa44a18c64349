import { expect, test } from "vitest";
import { plantedUsers } from "./fixtures/planted-users.ts";
import { compareTreating, worthOfTreating } from "./policy-value.ts";

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("treating everybody gains the difference of means, less the cost", () => {
  const { treated, outcomes } = plantedUsers({ n: 1000, seed: 1, share: 0.3, effect: () => 0.4 });
  const outcome = outcomes.get("spend") ?? new Float64Array(0);
  const difference =
    meanOf(outcome.filter((_, user) => treated[user] === 1)) - meanOf(outcome.filter((_, user) => treated[user] === 0));
  const worth = worthOfTreating(treated, outcome, { benefit: 0.5, cost: 0.1 });
  const all = new Uint8Array(1000).fill(1);
  expect(compareTreating(worth, all, null, 0.05).value).toBeCloseTo(0.5 * difference - 0.1, 10);
  expect(compareTreating(worth, null, null, 0.05)).toEqual({ value: 0, low: 0, high: 0 });
});

test("a policy's gain over another adds up, and is 0 against itself", () => {
  const { treated, outcomes, segmentations } = plantedUsers({ n: 800, seed: 2, effect: (age) => age / 70 });
  const worth = worthOfTreating(treated, outcomes.get("spend") ?? new Float64Array(0), { benefit: 1, cost: 0.3 });
  const [one, other] = ["town", "age"].map((name) => Uint8Array.from(segmentations.get(name)?.codes ?? []));
  const gain = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
    compareTreating(worth, a ?? null, b ?? null, 0.05).value;
  expect(gain(one, other)).toBeCloseTo(gain(one, undefined) - gain(other, undefined), 12);
  expect(gain(one, other)).toBeCloseTo(-gain(other, one), 12);
  expect(compareTreating(worth, one ?? null, one ?? null, 0.05)).toEqual({ value: 0, low: 0, high: 0 });
});

test("intervals hold the true gain 95 times in 100", () => {
  let held = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const users = plantedUsers({
      n: 500,
      seed: 100 + run,
      share: 0.3,
      effect: (_, town) => (town === "north" ? 0.6 : 0),
    });
    const worth = worthOfTreating(users.treated, users.outcomes.get("spend") ?? new Float64Array(0), {
      ...{ benefit: 1, cost: 0.2 },
    });
    const north = Uint8Array.from(users.segmentations.get("town")?.codes ?? [], (code) => Number(code === 0));
    const { low, high } = compareTreating(worth, north, null, 0.05);
    if (low <= 0.5 * (0.6 - 0.2) && 0.5 * (0.6 - 0.2) <= high) held++;
  }
  expect(held / runs).toBeGreaterThan(0.92);
  expect(held / runs).toBeLessThan(0.98);
});
