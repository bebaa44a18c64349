import { describe, expect, test } from "vitest";
import { openKernels } from "../kernels/pool.ts";
import { fromValues } from "./arm-statistics.ts";
import type { CheckDay } from "./checks/check.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { dailyEffects } from "./daily-effects.ts";
import { armOf, metricOf, optionsOf } from "./fixtures/arm-sample.ts";
import type { ReducedExperiment } from "./reduced.ts";
import type { LookPlan } from "./sequential/look-plan.ts";
import { welch } from "./statistics/welch.ts";

const kernels = await openKernels({ threads: 1 });

/** Values of each day's new users, control first. */
type Day = readonly [control: readonly number[], ...treatments: (readonly number[])[]];

function effects(
  days: readonly Day[],
  type: "mean" | "quantile" = "mean",
  hasStatistics = true,
  config: object = {},
  look: LookPlan | null = null,
) {
  const arms = ["control", "new", "newer"].slice(0, days[0]?.length ?? 2);
  const checked: CheckDay[] = days.map((values, at) => ({
    day: `2026-03-0${at + 1}`,
    n: values.map(({ length }) => length),
    statistics: hasStatistics ? values.map((value) => fromValues({ value })) : null,
  }));
  const metric = metricOf(type);
  const reduced = { config: ExperimentConfig.parse(config), arms, days: checked, metrics: [{ metric }] };
  return dailyEffects(reduced as unknown as ReducedExperiment, { kernels, look });
}

const first: Day = [
  [1, 2, 3, 2],
  [2, 3, 4, 3],
];
const second: Day = [
  [5, 1, 2],
  [6, 4, 9, 1, 2],
];

describe("the effect by day", () => {
  test("is that of all users so far: on the last day the whole test's", () => {
    const last = effects([first, second]).at(-1)?.cumulative.new;
    const all = [0, 1].map((arm) => armOf([...(first[arm] ?? []), ...(second[arm] ?? [])]));
    const [control, treatment] = all;
    if (!control || !treatment) throw new Error("no arms");
    const whole = welch.compare(control, treatment, optionsOf(metricOf("mean")));
    if (!whole.ok) throw new Error(whole.reason.en);
    expect(last?.difference).toBeCloseTo(whole.value.estimate, 12);
    expect(last?.low).toBeCloseTo(whole.value.low, 12);
    expect(last?.high).toBeCloseTo(whole.value.high, 12);
  });

  test("has the range of the test's mode, so that the picture does not tell what the sentence leaves open", () => {
    const widthOf = (...asked: [config?: object, look?: LookPlan]) => {
      const { low = 0, high = 0 } = effects([first, second], "mean", true, ...asked).at(-1)?.cumulative.new ?? {};
      return high - low;
    };
    const early: LookPlan = { times: [16], clock: [0.25], spending: "obrien-fleming", isLast: false };
    expect(widthOf({ mode: "always-valid", tuning: 500 })).toBeGreaterThan(1.5 * widthOf());
    expect(widthOf({ mode: "group-sequential", looks: 4 }, early)).toBeGreaterThan(1.5 * widthOf());
    expect(effects([first, second], "mean", true, { mode: "group-sequential" }).at(-1)?.cumulative).toEqual({});
  });

  test("does not ask which day brought whom", () => {
    const [there, back] = [effects([first, second]).at(-1), effects([second, first]).at(-1)];
    expect(there?.cumulative.new?.low).toBeCloseTo(back?.cumulative.new?.low ?? Number.NaN, 12);
  });

  test("counts the day's new users alone, by the name of their arm", () => {
    expect(effects([first, second]).map(({ day, assigned }) => [day, assigned])).toEqual([
      ["2026-03-01", { control: 4, new: 4 }],
      ["2026-03-02", { control: 3, new: 5 }],
    ]);
  });

  test("is unknown, not 0, while one user an arm came or nobody varies; later days are told all the same", () => {
    const found = effects([[[1], [2]], first]);
    expect(found[0]?.cumulative).toEqual({ new: null });
    expect(found[1]?.cumulative.new?.difference).toBeCloseTo(1, 12);
    expect(
      effects([
        [
          [0, 0],
          [0, 0],
        ],
      ])[0]?.cumulative,
    ).toEqual({ new: null });
  });

  test("stands where a day brought somebody to one arm only", () => {
    const found = effects([first, [[], [100, 120]]]);
    expect(found[1]?.cumulative.new?.difference).toBeCloseTo((12 + 220) / 6 - 2, 10);
  });

  test("is told of each variant, against the same control", () => {
    const [day] = effects([[...first, [0, 1, 0, 1]] as Day]);
    expect(Object.keys(day?.cumulative ?? {})).toEqual(["new", "newer"]);
    expect(day?.cumulative.newer?.difference).toBeCloseTo(-1.5, 12);
  });
});

describe("days without an effect", () => {
  test("still say who came: of a quantile, of statistics that are not known by day, of no day at all", () => {
    expect(effects([first], "quantile")).toMatchObject([{ assigned: { control: 4 }, cumulative: {} }]);
    expect(effects([first, second], "mean", false).map(({ cumulative }) => cumulative)).toEqual([{}, {}]);
    expect(effects([])).toEqual([]);
  });
});
