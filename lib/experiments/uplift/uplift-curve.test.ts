import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { drawUsers, intervalOf } from "../../evaluation/bootstrap.ts";
import { readGolden } from "../fixtures/golden.ts";
import { measureUplift, rankUsers } from "./uplift-curve.ts";

interface Golden {
  readonly uplift: {
    readonly score: number[];
    readonly treated: number[];
    readonly outcome: number[];
    readonly cumulative_gain_curve: number[];
    readonly qini_coefficient_area: number;
    readonly qini_per_user: number;
    readonly auuc: number;
    readonly auuc_per_user: number;
    readonly uplift_top_30pct: number;
  };
}

const golden = readGolden<Golden>("strata_uplift")?.uplift;
const rank = (scores: readonly number[], treated: readonly number[], outcome: readonly number[]) =>
  rankUsers(Float64Array.from(scores), Uint8Array.from(treated), Float64Array.from(outcome));

describe.skipIf(!golden)("sixty users in the order of a score (golden)", () => {
  const { score = [], treated = [], outcome = [] } = golden ?? {};
  test("Qini coefficient, area under gains and uplift of the best 30 %", () => {
    const found = measureUplift(rank(score, treated, outcome), [0.3]);
    expect(found.qini).toBeCloseTo(golden?.qini_per_user ?? Number.NaN, 9);
    expect(60 * found.qini).toBeCloseTo(golden?.qini_coefficient_area ?? Number.NaN, 9);
    expect(found.auuc).toBeCloseTo(golden?.auuc_per_user ?? Number.NaN, 9);
    expect(60 * found.auuc).toBeCloseTo(golden?.auuc ?? Number.NaN, 9);
    expect(found.upliftAt[0]).toBeCloseTo(golden?.uplift_top_30pct ?? Number.NaN, 9);
  });

  test("every point of the curve of gains", () => {
    const shares = Array.from({ length: 61 }, (_, k) => k / 60);
    const { gainAt } = measureUplift(rank(score, treated, outcome), shares);
    for (const [k, wanted] of (golden?.cumulative_gain_curve ?? []).entries())
      expect(60 * (gainAt[k] ?? Number.NaN)).toBeCloseTo(wanted, 9);
  });
});

const user = fc.tuple(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 1 }),
  fc.double({ min: -9, max: 9, noNaN: true }),
);
const crowd = fc
  .array(user, { minLength: 4, maxLength: 40 })
  .filter((users) => new Set(users.map(([, treated]) => treated)).size === 2);

test("the order in which users come, and any rising transform of the score, change nothing", () => {
  fc.assert(
    fc.property(crowd, (users) => {
      const base = measureUplift(
        rank(
          users.map(([s]) => s),
          users.map(([, t]) => t),
          users.map(([, , y]) => y),
        ),
        [0.5],
      );
      const turned = users.toReversed();
      const other = measureUplift(
        rank(
          turned.map(([s]) => Math.exp(s)),
          turned.map(([, t]) => t),
          turned.map(([, , y]) => y),
        ),
        [0.5],
      );
      expect(other.qini).toBeCloseTo(base.qini, 8);
      expect(other.auuc).toBeCloseTo(base.auuc, 8);
      expect(other.gainAt[0]).toBeCloseTo(base.gainAt[0] ?? Number.NaN, 8);
    }),
  );
});

test("a user of weight 2 is two users, one of weight 0 none", () => {
  fc.assert(
    fc.property(crowd, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }), (users, weights) => {
      const repeated = users.flatMap((one, at) => Array.from({ length: weights[at] ?? 0 }, () => one));
      fc.pre(new Set(repeated.map(([, treated]) => treated)).size === 2);
      const columns = (rows: typeof users) =>
        rank(
          rows.map(([s]) => s),
          rows.map(([, t]) => t),
          rows.map(([, , y]) => y),
        );
      const found = measureUplift(columns(users), [0.25], weights);
      const wanted = measureUplift(columns(repeated), [0.25]);
      expect(found.qini).toBeCloseTo(wanted.qini, 8);
      expect(found.auuc).toBeCloseTo(wanted.auuc, 8);
      expect(found.gainAt[0]).toBeCloseTo(wanted.gainAt[0] ?? Number.NaN, 8);
    }),
  );
});

test("equal scores are treating at random: no Qini, and a straight line of gains", () => {
  const random = createRandom(4);
  const treated = Array.from({ length: 500 }, () => random.int(2));
  const found = measureUplift(
    rank(
      Array(500).fill(1),
      treated,
      treated.map((t) => t + random.normal()),
    ),
    [0.2, 1],
  );
  expect(found.qini).toBe(0);
  expect(found.gainAt[0]).toBeCloseTo(0.2 * (found.gainAt[1] ?? Number.NaN), 12);
});

test("a score that says nothing clears 0 in no more than its 5 of 100 tests, in neither tail more than in the other", () => {
  let [above, below] = [0, 0];
  for (let run = 0; run < 300; run++) {
    const random = createRandom(run);
    const n = 400;
    const treated = Array.from({ length: n }, () => random.int(2));
    const outcome = treated.map((t) => Number(random.next() < 0.2 + 0.1 * t));
    const ranked = rank(
      Array.from({ length: n }, () => random.next()),
      treated,
      outcome,
    );
    const qini = [];
    for (const weights of drawUsers(n, 200, random.fork("draws"))) qini.push(measureUplift(ranked, [], weights).qini);
    const interval = intervalOf(measureUplift(ranked, []).qini, qini);
    if ((interval?.low ?? 0) > 0) above++;
    if ((interval?.high ?? 0) < 0) below++;
  }
  expect(above + below).toBeLessThanOrEqual(0.08 * 300);
  expect(above).toBeLessThanOrEqual(0.05 * 300);
  expect(below).toBeLessThanOrEqual(0.05 * 300);
});
