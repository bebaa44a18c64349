import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earn, imagineMonth, type MoneyConfig } from "./money.ts";

const config: MoneyConfig = { metric: "spend", currency: "USD", grossMargin: 0.4, costPerUser: 0.05, returns: 0 };
/** Hillstrom, women's e-mail, spend: golden/experiments/real.json. */
const comparison = {
  arm: "Womens E-Mail",
  difference: 0.4244122159365967,
  low: 0.16895678987883769,
  high: 0.6798676419894147,
  reason: null,
};
const hillstrom = { config, comparison, standardError: 0.13033285852919116, n: 21_387, days: 14 };

describe("earn", () => {
  it("turns Hillstrom's additional spend into margin, sending paid", () => {
    const { perUser, total, expectedLoss } = earn(hillstrom);
    expect(perUser?.value).toBeCloseTo(0.11976488637463868, 12);
    expect(perUser?.low).toBeCloseTo(0.01758271595153507, 12);
    expect(perUser?.high).toBeCloseTo(0.2219470567957659, 12);
    expect(total?.value).toBeCloseTo(21_387 * 0.11976488637463868, 8);
    // σφ(z) − mΦ(−z) at m = .119765, σ = .0521331, by Python's statistics.NormalDist.
    expect(expectedLoss).toBeCloseTo(0.00019241114170342305, 12);
  });

  it("takes off what comes back", () => {
    const { perUser } = earn({ ...hillstrom, config: { ...config, returns: 0.25 } });
    expect(perUser?.value).toBeCloseTo(0.4244122159365967 * 0.75 * 0.4 - 0.05, 12);
  });

  it("says that amounts were cut, where they were", () => {
    const { assumptions } = earn({ ...hillstrom, winsorise: 0.999 });
    expect(assumptions.en).toMatch(/ Amounts above the 99\.9\u00a0% quantile count as that much: .*\.$/);
    expect(assumptions.zh).toMatch(/超过 99\.9% 分位数的金额按该分位数计/);
    expect(earn({ ...hillstrom, winsorise: 0.99 }).assumptions.en).toContain("above the 99\u00a0% quantile");
    expect(earn(hillstrom).assumptions.en).not.toContain("quantile");
  });

  it("says what it assumes in both languages", () => {
    const { assumptions } = earn({ ...hillstrom, config: { ...config, returns: 0.1, costPerUser: 0.0015 } });
    expect(assumptions.en).toBe(
      "At 40\u00a0% gross margin, 10\u00a0% of the additional sales returned and $0.0015 a treated user, as entered; over 14 days only.",
    );
    expect(assumptions.zh).toBe(
      "按毛利率 40%、新增销售额中退货 10%、每名触达用户成本 $0.0015 计算（均为填写值）；仅限观察的 14 天。",
    );
  });

  it("says no sum where the effect has none, and why", () => {
    const reason = { en: "Nobody bought.", zh: "没有人购买。" };
    const none = earn({ ...hillstrom, comparison: { ...comparison, difference: null, low: null, high: null, reason } });
    expect(none).toMatchObject({ perUser: null, total: null, expectedLoss: null, reason });
    const open = earn({ ...hillstrom, comparison: { ...comparison, high: Number.POSITIVE_INFINITY } });
    expect(open.perUser).toBeNull();
    expect(open.reason?.en).toContain("no bounds");
  });

  it("loses at least what the mean loses, and nothing where gain is certain", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (d, se) => {
          const around = { ...comparison, difference: d, low: d - 2 * se, high: d + 2 * se };
          const { perUser, expectedLoss } = earn({ ...hillstrom, comparison: around, standardError: se });
          expect(expectedLoss ?? Number.NaN).toBeGreaterThanOrEqual(Math.max(0, -(perUser?.value ?? 0)) - 1e-9);
        },
      ),
    );
    expect(earn({ ...hillstrom, standardError: 0 }).expectedLoss).toBe(0);
    expect(earn({ ...hillstrom, standardError: null }).expectedLoss).toBeNull();
  });
});

describe("imagineMonth", () => {
  const perUser = { value: 0.12, low: 0.02, high: 0.22 };

  it("is the measured margin for one send", () => {
    const { total } = imagineMonth(perUser, 0.05, { users: 1000, sends: 1, decay: 0.5 });
    expect(total.value).toBeCloseTo(120, 9);
    expect(total.low).toBeCloseTo(20, 9);
  });

  it("pays for every send, while its effect decays", () => {
    const { total, label } = imagineMonth(perUser, 0.05, { users: 1000, sends: 4, decay: 0.2 });
    expect(total.value).toBeCloseTo((0.17 * (1 + 0.8 + 0.64 + 0.512) - 0.2) * 1000, 9);
    expect(label.en).toContain("A scenario, not a measurement: 4 sends to 1,000 users");
    expect(label.zh).toContain("并非实测");
  });
});
