import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { fromValues, skewnessOf } from "../arm-statistics.ts";
import { reduceText } from "../fixtures/reduce-file.ts";
import { leadingStatistic } from "../statistics/leading-statistic.ts";

const random = createRandom(7);
/** Users of two arms over ten days, in two segments: some without spend, one with far too much. */
const users = Array.from({ length: 400 }, (_, i) => ({
  id: `u${i}`,
  arm: random.next() < 0.5 ? "new" : "control",
  segment: i % 3 === 0 ? "loyal" : "others",
  joined: `2024-03-${String(1 + (i % 10)).padStart(2, "0")}`,
  seen: `2024-03-${String(4 + (i % 10)).padStart(2, "0")} 08:30`,
  before: Math.round(random.next() * 1000) / 10,
  orders: random.int(4),
  spend: i === 17 ? 99_999 : Math.round(random.next() * 5000) / 100,
  latency: i % 5 === 0 ? "" : String(random.int(300)),
}));
const head = "id,arm,segment,joined,seen,before,orders,spend,latency";
const text = [head, ...users.map((user) => Object.values(user).join(","))].join("\n");
const config = {
  ...{ unit: "id", arm: "arm", segment: "segment", assigned: "joined", time: "seen" },
  metrics: [
    { name: "spend", type: "mean", column: "spend", covariate: "before", winsorise: 0.99, role: "primary" },
    { name: "orders", type: "mean", column: "orders" },
    { name: "value", type: "ratio", column: "spend", denominator: "orders" },
    { name: "latency", type: "quantile", column: "latency", quantile: 0.5 },
  ],
};
const of = (arm: string, segment?: string) =>
  users.filter((user) => user.arm === arm && (segment === undefined || user.segment === segment));

describe("rows reduced to arms", () => {
  test("hold what two passes over the same values give, by arm and by segment", async () => {
    const { arms, metrics, segments } = await reduceText(text, config);
    expect(arms).toEqual(["control", "new"]);
    expect(segments).toEqual([
      { segment: "loyal", n: [of("control", "loyal").length, of("new", "loyal").length] },
      { segment: "others", n: [of("control", "others").length, of("new", "others").length] },
    ]);
    const ratio = metrics[2];
    for (const [at, arm] of arms.entries())
      for (const [place, segment] of [undefined, "loyal", "others"].entries()) {
        const mine = of(arm, segment);
        const wanted = fromValues({ value: mine.map(({ spend }) => spend), denominator: mine.map((u) => u.orders) });
        const sample = ratio?.samples[at];
        const found = place === 0 ? sample?.statistics : sample?.strata[place - 1];
        expect(found?.n).toBe(wanted.n);
        for (const [i, mean] of wanted.means.entries()) expect(found?.means[i]).toBeCloseTo(mean, 9);
        for (const [i, row] of wanted.comoments.entries())
          for (const [j, value] of row.entries())
            expect((found?.comoments[i]?.[j] ?? Number.NaN) / (value || 1)).toBeCloseTo(1, 9);
        expect((found?.thirdMoment ?? Number.NaN) / (wanted.thirdMoment ?? 1)).toBeCloseTo(1, 8);
      }
  });

  test("winsorise at one threshold for all arms, in the values and in the products with the covariate", async () => {
    const { metrics } = await reduceText(text, config);
    const sorted = users.map(({ spend }) => spend).sort((a, b) => a - b);
    const place = 0.99 * (sorted.length - 1);
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    const cap = low + (place - Math.floor(place)) * (high - low);
    for (const [at, arm] of ["control", "new"].entries()) {
      const wanted = fromValues({
        value: of(arm).map(({ spend }) => Math.min(spend, cap)),
        covariate: of(arm).map(({ before }) => before),
      });
      const sample = metrics[0]?.samples[at];
      expect(sample?.statistics.maximum).toBeCloseTo(Math.max(...of(arm).map((u) => Math.min(u.spend, cap))), 9);
      expect(sample?.statistics.comoments[0]?.[1]).toBeCloseTo(wanted.comoments[0]?.[1] ?? 0, 6);
      expect(Math.max(...(sample?.values?.values ?? []))).toBeLessThanOrEqual(cap);
    }
  });

  test("leave users without a value out of a quantile, and count them", async () => {
    const { metrics, users: counts, notes } = await reduceText(text, config);
    const latency = metrics[3];
    for (const [at, arm] of ["control", "new"].entries()) {
      const filled = of(arm).filter((user) => user.latency !== "");
      expect(latency?.samples[at]?.statistics.n).toBe(filled.length);
      expect(latency?.missing[at]).toBe(of(arm).length - filled.length);
      expect(latency?.samples[at]?.values?.counts.reduce((a, b) => a + b)).toBe(filled.length);
    }
    expect(counts).toEqual([of("control").length, of("new").length]);
    expect(notes.map(({ en }) => en)).toEqual(["80 users have no “latency” and are left out of it."]);
  });

  test("follow the leading metric by the day on which users came in", async () => {
    const { days, period } = await reduceText(text, config);
    expect(period).toEqual({ from: "2024-03-01", to: "2024-03-13", days: 13 });
    expect(days).toHaveLength(10);
    const first = users.filter(({ joined }) => joined === "2024-03-01");
    expect(days[0]?.day).toBe("2024-03-01");
    expect(days[0]?.n).toEqual(["control", "new"].map((arm) => first.filter((user) => user.arm === arm).length));
    expect(days[0]?.statistics?.[0]?.n).toBe(days[0]?.n[0]);
  });

  test("are the same to the bit with one thread and with four, rows of users added up or not", async () => {
    const twice = `${text}\n${users.map((user) => Object.values(user).join(",")).join("\n")}`;
    for (const given of [text, twice])
      expect(JSON.stringify(await reduceText(given, config, 1))).toBe(
        JSON.stringify(await reduceText(given, config, 4)),
      );
  });

  test("of users with two rows are the sums; what was before the test counts once", async () => {
    const twice = `${text}\n${users.map((user) => Object.values(user).join(",")).join("\n")}`;
    const [one, two] = [await reduceText(text, config), await reduceText(twice, config)];
    const sample = (reduced: typeof one, metric: number) => reduced.metrics[metric]?.samples[1]?.statistics;
    expect(two.users).toEqual(one.users);
    expect(sample(two, 1)?.means[0]).toBeCloseTo(2 * (sample(one, 1)?.means[0] ?? 0), 9);
    expect(sample(two, 0)?.means[1]).toBeCloseTo(sample(one, 0)?.means[1] ?? 0, 9);
    expect(two.notes.map(({ en }) => en)).toContain("400 users have more than one row; their rows are added up.");
  });

  test("of variants that the plan does not name are left out, and a planned one without users stays", async () => {
    const shares = { control: 1, better: 1 };
    const { arms, users: counts, rows } = await reduceText(text, { ...config, shares });
    expect(arms).toEqual(["control", "better"]);
    expect(counts).toEqual([of("control").length, 0]);
    expect(rows.leftOut.map(({ rows: count }) => count)).toEqual([of("new").length]);
  });
});

test("the values are at hand wherever the leading method resamples them: the arms may lean together where neither does alone", async () => {
  // Exponential in the large arm; in the small one without the tail, so that it looks little skewed.
  const draw = (n: number, most: number) => Array.from({ length: n }, (_, i) => -Math.log(1 - (most * (i + 0.5)) / n));
  const rows = [
    ...draw(400, 0.95).map((value) => `control,${value.toFixed(4)}`),
    ...draw(1600, 1).map((value) => `new,${value.toFixed(4)}`),
  ];
  const { metrics } = await reduceText(["arm,spend", ...rows].join("\n"), {
    ...{ unit: null, arm: "arm", control: "control" },
    metrics: [{ name: "spend", type: "mean", column: "spend", role: "primary" }],
  });
  const [spend] = metrics;
  const [control, treatment] = spend?.samples ?? [];
  if (!spend || !control || !treatment) throw new Error("no samples");
  for (const { statistics } of [control, treatment])
    expect(statistics.n).toBeGreaterThan(355 * (skewnessOf(statistics) ?? 0) ** 2);
  const lead = leadingStatistic(spend.metric, control, treatment, "fixed");
  expect(lead.ok && lead.value.id).toBe("permutation-t");
});
