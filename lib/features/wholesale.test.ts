import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { runFeatures, transactions } from "./fixtures/shop-run.ts";
import { findWholesale } from "./wholesale.ts";

/** Log-normal spend, as shops have it. */
function ordinary(customers: number, seed = 1): number[] {
  const random = createRandom(seed);
  return Array.from({ length: customers }, () => Math.exp(6 + random.normal()));
}

describe("wholesale-sized customers", () => {
  it("are offered when a few hold much of the revenue", () => {
    const spend = Float64Array.from([...ordinary(2000), 400_000, 250_000, 180_000]);
    const found = findWholesale(spend);
    expect(found?.users).toBe(3);
    expect(found?.revenueShare).toBeGreaterThan(0.35);
    // A number for people: two digits.
    expect(found?.threshold).toBe(Number(found?.threshold.toPrecision(2)));
  });

  it("are not seen in an ordinary crowd, where the fence lies beyond every customer or little money is above it", () => {
    for (let seed = 0; seed < 20; seed++) expect(findWholesale(Float64Array.from(ordinary(3000, seed)))).toBeNull();
  });

  it("are not offered when they are a segment of their own", () => {
    const resellers = Array.from({ length: 100 }, (_, n) => 100_000 + 1000 * n);
    expect(findWholesale(Float64Array.from([...ordinary(2000), ...resellers]))).toBeNull();
  });

  it("need a crowd to stand out from", () => {
    expect(findWholesale(Float64Array.of(1, 2, 3, 1_000_000))).toBeNull();
    expect(findWholesale(new Float64Array(50).fill(Number.NaN))).toBeNull();
    expect(findWholesale(new Float64Array())).toBeNull();
  });

  it("do not depend on the currency's unit", () => {
    const spend = [...ordinary(500), 400_000, 300_000];
    const scale = fc.integer({ min: -3, max: 3 }).map((power) => 10 ** power);
    fc.assert(
      fc.property(scale, (factor) => {
        const found = findWholesale(Float64Array.from(spend, (value) => value * factor));
        expect(found?.users).toBe(2);
        expect(found?.revenueShare).toBeCloseTo(findWholesale(Float64Array.from(spend))?.revenueShare ?? 0, 9);
      }),
    );
  });
});

describe("keeping them apart", () => {
  const spend = [...ordinary(300), 900_000, 800_000];
  const shop = transactions(
    spend.map((amount, n) => ({
      user: `u${n}`,
      time: `2024-01-${10 + (n % 15)}`,
      amount: Math.round(amount * 100) / 100,
    })),
  );

  it("counts them, lists them and takes them out of users and matrix", async () => {
    const { summary, users, apart, matrix } = await runFeatures([shop], { wholesale: "apart" });
    expect(summary.wholesale).toMatchObject({ users: 2, apart: true });
    expect(summary.users).toBe(300);
    expect(users).toHaveLength(300);
    expect(apart.map(({ user_id }) => user_id).sort()).toEqual(["u300", "u301"]);
    expect(matrix).toHaveLength(300 * summary.matrixColumns.length);
    expect(Math.max(...users.map(({ revenue }) => Number(revenue)))).toBeLessThan(summary.wholesale?.threshold ?? 0);
  });

  it("is an offer only, unless taken", async () => {
    const { summary, users, apart } = await runFeatures([shop]);
    expect(summary.wholesale).toMatchObject({ users: 2, apart: false });
    expect(users).toHaveLength(302);
    expect(apart).toEqual([]);
  });
});
