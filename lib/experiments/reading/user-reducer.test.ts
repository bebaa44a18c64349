import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromValues } from "../arm-statistics.ts";
import { ExperimentConfig } from "../config-schema.ts";
import type { Stretch } from "./join-users.ts";
import { type ReducerShape, UserReducer } from "./user-reducer.ts";
import { planReading } from "./value-columns.ts";

interface User {
  readonly arm: number;
  readonly segment?: number;
  readonly day?: number;
  readonly spend?: number;
  readonly time?: number;
}

const { metrics } = ExperimentConfig.parse({
  metrics: [
    { name: "spend", type: "mean", column: "spend" },
    { name: "time", type: "quantile", column: "time", quantile: 0.5 },
  ],
});
const usual: ReducerShape = { arms: 2, segments: 1, days: { first: 100, last: 103 }, leading: 0, caps: [null, null] };

function stretchOf(users: readonly User[]): Stretch {
  return {
    count: users.length,
    arm: users.map(({ arm }) => arm),
    segment: users.map(({ segment = 0 }) => segment),
    day: users.map(({ day = Number.NaN }) => day),
    values: [users.map(({ spend = Number.NaN }) => spend), users.map(({ time = Number.NaN }) => time)],
  };
}

function reduce(users: readonly User[], change: Partial<ReducerShape> = {}, cut = users.length): UserReducer {
  const reducer = new UserReducer(planReading({ metrics }), { ...usual, ...change });
  for (const part of [users.slice(0, cut), users.slice(cut)]) reducer.add(stretchOf(part));
  return reducer;
}

describe("users without a value", () => {
  const users = [
    { arm: 0, spend: 6, time: 3 },
    { arm: 0, day: 100 },
    { arm: 1, time: 5 },
  ];

  test("count as 0 of a mean, and not at all of a quantile; both are counted as missing", () => {
    const reducer = reduce(users);
    expect(reducer.samples(0).map(({ statistics: { n, means } }) => [n, means[0]])).toEqual([
      ...[
        [2, 3],
        [1, 0],
      ],
    ]);
    expect(reducer.samples(1).map(({ statistics: { n, means } }) => [n, means[0]])).toEqual([
      ...[
        [1, 3],
        [1, 5],
      ],
    ]);
    // metric × arm
    expect([...reducer.missing]).toEqual([1, 1, 1, 0]);
    expect([...reducer.users]).toEqual([2, 1]);
  });

  test("of a quantile are there again for the metric after it", () => {
    const turned = planReading({ metrics: metrics.toReversed() });
    const reducer = new UserReducer(turned, { ...usual, leading: 1 });
    const { values, ...rest } = stretchOf(users);
    reducer.add({ ...rest, values: values.toReversed() });
    expect(reducer.samples(1)[0]?.statistics.n).toBe(2);
    expect([...reducer.users]).toEqual([2, 1]);
  });
});

describe("users of no arm", () => {
  test("are nowhere", () => {
    const reducer = reduce([
      { arm: -1, spend: 1e12, day: 101 },
      { arm: 1, spend: 2, day: 101 },
    ]);
    expect([...reducer.users]).toEqual([0, 1]);
    expect(reducer.samples(0)[1]?.statistics).toMatchObject({ n: 1, maximum: 2 });
    expect(reducer.days()).toMatchObject([{ day: 101, n: [0, 1] }]);
    expect([...reducer.missing]).toEqual([0, 0, 0, 1]);
  });
});

describe("days", () => {
  test("on which nobody came in are left out, and who has no day is in the whole alone", () => {
    const reducer = reduce([
      { arm: 0, day: 103, spend: 1 },
      { arm: 1, day: 100, spend: 2 },
      { arm: 0, spend: 9 },
    ]);
    expect(reducer.days().map(({ day, n }) => [day, ...n])).toEqual([
      [100, 0, 1],
      [103, 1, 0],
    ]);
    expect(reducer.samples(0)[0]?.statistics.n).toBe(2);
  });

  test("do not exist where no date is known", () => {
    expect(reduce([{ arm: 0, day: 100, spend: 1 }], { days: null }).days()).toEqual([]);
  });
});

test("a cap holds of the value alone, and of its own metric", () => {
  const reducer = reduce([{ arm: 0, spend: 1000, time: 1000 }], { caps: [50, null] });
  expect(reducer.samples(0)[0]?.statistics.maximum).toBe(50);
  expect(reducer.samples(1)[0]?.statistics.maximum).toBe(1000);
});

test("an empty test has arms without anybody, not holes", () => {
  const reducer = reduce([]);
  expect(reducer.samples(0).map(({ statistics }) => statistics.n)).toEqual([0, 0]);
  expect(reducer.days()).toEqual([]);
  expect(() => reducer.samples(2)).toThrow("no metric 2");
});

const user = fc.record({
  arm: fc.integer({ min: -1, max: 1 }),
  segment: fc.integer({ min: 0, max: 2 }),
  day: fc.constantFrom(100, 101, 103, Number.NaN),
  spend: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 30 })),
  time: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 1, max: 9 })),
});

test("strata, days and the whole are those of sorting users by hand, however they came in", () => {
  fc.assert(
    fc.property(fc.array(user, { maxLength: 40 }), fc.nat(40), (users, cut) => {
      const reducer = reduce(users, { segments: 3, caps: [20, null] }, cut);
      const spendOf = (own: readonly User[]) =>
        fromValues({ value: own.map(({ spend = 0 }) => (Number.isNaN(spend) ? 0 : Math.min(20, spend))) });
      for (const [arm, sample] of reducer.samples(0).entries()) {
        const own = users.filter((one) => one.arm === arm);
        const wanted = spendOf(own);
        expect(sample.statistics.n).toBe(own.length);
        if (own.length > 0) expect(sample.statistics.means[0]).toBeCloseTo(wanted.means[0] ?? 0, 10);
        expect(sample.statistics.comoments[0]?.[0] ?? 0).toBeCloseTo(wanted.comoments[0]?.[0] ?? 0, 7);
        expect(sample.strata.map(({ n }) => n)).toEqual(
          [0, 1, 2].map((segment) => own.filter((one) => one.segment === segment).length),
        );
      }
      for (const { day, n, statistics } of reducer.days()) {
        const came = users.filter((one) => one.day === day);
        expect(n).toEqual([0, 1].map((arm) => came.filter((one) => one.arm === arm).length));
        expect(statistics.map((one) => one.n)).toEqual(n);
      }
    }),
  );
});
