import { describe, expect, test } from "vitest";
import { covarianceOf, meanOf } from "../arm-statistics.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { reduceAggregates } from "./aggregates.ts";

function reduce(aggregates: readonly object[], rest: object = {}) {
  return reduceAggregates(ExperimentConfig.parse({ ...rest, aggregates }));
}

const shares = [
  { arm: "new", metric: "orders", n: 100, sum: 12 },
  { arm: "control", metric: "orders", n: 90, sum: 9 },
];

describe("sums instead of rows", () => {
  test("a count and a number of users are a share; the control comes first", () => {
    const { arms, users, metrics, config } = reduce(shares);
    expect(arms).toEqual(["control", "new"]);
    expect(users).toEqual([90, 100]);
    expect(metrics[0]?.metric).toMatchObject({ type: "proportion", role: "primary" });
    expect(metrics[0]?.samples.map(({ statistics }) => meanOf(statistics))).toEqual([0.1, 0.12]);
    expect(config).toMatchObject({ control: "control", shares: { control: 0.5, new: 0.5 } });
  });

  test("sums of squares and products give variances and covariances", () => {
    // Values 1, 2, 6 with denominators 1, 1, 4.
    const row = { metric: "value", n: 3, sum: 9, sumSquares: 41, denominatorSum: 6, denominatorSumSquares: 18 };
    const { metrics } = reduce(["a", "b"].map((arm) => ({ ...row, arm, sumProducts: 27 })));
    expect(metrics[0]?.metric.type).toBe("ratio");
    const [sample] = metrics[0]?.samples ?? [];
    if (!sample) throw new Error("no sample");
    expect(covarianceOf(sample.statistics)).toBeCloseTo(7, 12);
    expect(covarianceOf(sample.statistics, "value", "denominator")).toBeCloseTo(4.5, 12);
  });

  test("rows by segment are strata, and add up to the arm", () => {
    const { segments, metrics, users } = reduce(
      shares.flatMap((row) => [
        { ...row, segment: "loyal" },
        { ...row, n: 10, sum: 5, segment: "new" },
      ]),
    );
    expect(users).toEqual([100, 110]);
    expect(segments).toEqual([
      { segment: "loyal", n: [90, 100] },
      { segment: "new", n: [10, 10] },
    ]);
    expect(metrics[0]?.samples[1]?.statistics.nonZero).toBe(17);
  });
});

test.each([
  ["more successes than users", [{ ...shares[0], sum: 101 }, shares[1]], "aggregates[0].sum"],
  ["a mean without squares", shares.map((row) => ({ ...row, metric: "m" })), "aggregates[1].sumSquares"],
  [
    "squares that cannot be",
    [
      { ...shares[0], sumSquares: 1 },
      { ...shares[1], sumSquares: 1 },
    ],
    "aggregates[0].sumSquares",
  ],
  ["an arm that lacks a metric", [...shares, { ...shares[0], metric: "visits" }], "aggregates"],
  ["one arm alone", [shares[0]], "arm"],
])("%s is refused at its place", (_, aggregates, path) => {
  const isMean = aggregates.some((row) => row?.metric === "m");
  const rest = isMean ? { metrics: [{ name: "m", type: "mean", column: "m" }] } : {};
  expect(() => reduce(aggregates as object[], rest)).toThrow(
    expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) }),
  );
});

test.each([
  [{ type: "quantile", quantile: 0.5 }, "metrics[0].type"],
  [{ type: "mean", winsorise: 0.99 }, "metrics[0].winsorise"],
])("%j needs single users, and is refused of sums", (asked, path) => {
  const metrics = [{ name: "orders", column: "orders", ...asked }];
  expect(() => reduce(shares, { metrics })).toThrow(
    expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) }),
  );
});

test.each(["arm", "segment"])("thousands of values of %s are no groups, and are refused at once", (column) => {
  const rows = Array.from({ length: 50_000 }, (_, at) => ({ ...shares[at % 2], [column]: `g${at}` }));
  expect(() => reduce(rows)).toThrow(
    expect.objectContaining({ code: "TOO_MANY_VALUES", details: expect.objectContaining({ column }) }),
  );
});
