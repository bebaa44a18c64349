import { describe, expect, test } from "vitest";
import type { ColumnRole } from "../../ingest/schema.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { chooseControl, suggestConfig } from "./suggest-config.ts";

/** Columns by name, each with its cells; the first cell may be a role: "user:", "time:". */
function suggest(columns: Readonly<Record<string, readonly string[]>>, asked: object = {}, isUnitOpen = true) {
  const seen = Object.entries(columns).map(([name, cells]) => {
    const [role = "category", plain = name] = name.includes(":") ? name.split(":") : [];
    return { name: plain, role: role as ColumnRole, cells };
  });
  return suggestConfig(ExperimentConfig.parse(asked), isUnitOpen, seen, ".");
}

const two = ["A", "B", "A", "B"];
const numbers = ["1", "2.5", "0", "17"];
const flags = ["0", "1", "0", "0"];

describe("the variant", () => {
  test.each([
    [{ variant: two, channel: ["web", "app", "web", "app"] }, "variant"],
    [{ region: ["north", "south", "north", "south"], "test group": two }, "test group"],
    [{ channel: ["web", "app", "web", "app"], segment: ["No E-Mail", "Mens", "Mens", "Womens"] }, "segment"],
    [{ treatment: flags }, "treatment"],
    [{ 城市: ["北京", "上海", "北京", "上海"], 分组: ["实验组", "对照组", "实验组", "对照组"] }, "分组"],
    [{ flag: ["control", "new", "control", "new"] }, "flag"],
  ])("of %j is %s", (columns, arm) => {
    expect(suggest({ ...columns, spend: numbers }).config.arm).toBe(arm);
  });

  test("stays open where nothing reads like one: a wrong guess would be believed", () => {
    const { config } = suggest({ channel: ["web", "app", "web", "app"], newbie: flags, spend: numbers });
    expect(config.arm).toBeUndefined();
  });

  test("is no column that is mostly empty, or has a value for every user", () => {
    expect(suggest({ variant: ["A", "", "", ""], spend: numbers }).config.arm).toBeUndefined();
    const ids = Array.from({ length: 40 }, (_, i) => `v${i}`);
    expect(suggest({ variant: ids, spend: ids.map(() => "1") }).config.arm).toBeUndefined();
  });
});

describe("metrics", () => {
  test("are what names say is an outcome; what people were before is none", () => {
    const columns = { recency: numbers, history: numbers, newbie: flags, group: two, visit: flags, spend: numbers };
    const { metrics } = suggest(columns).config;
    expect(metrics.map(({ name, type, role }) => [name, type, role])).toEqual([
      ["visit", "proportion", "secondary"],
      ["spend", "mean", "primary"],
    ]);
  });

  test("without such names are the numbers that stand behind the variant", () => {
    const { metrics } = suggest({ x1: numbers, variant: two, x2: numbers, note: ["a", "b", "c", "d"] }).config;
    expect(metrics.map(({ column }) => column)).toEqual(["x2"]);
  });

  test("take the same of the time before as covariate, and know which way is good", () => {
    const columns = { variant: two, revenue: numbers, revenue_before: numbers, refunds: flags };
    const { metrics } = suggest(columns).config;
    expect(metrics.map(({ name, covariate, direction }) => [name, covariate, direction])).toEqual([
      ["revenue", "revenue_before", "up"],
      ["refunds", undefined, "down"],
    ]);
  });

  test("yes and no, true and false, 是 and 否 are shares", () => {
    for (const [yes, no] of [
      ["TRUE", "FALSE"],
      ["yes", "no"],
      ["是", "否"],
      ["1", "0"],
    ] as const)
      expect(suggest({ variant: two, converted: [yes, no, no, yes] }).config.metrics[0]?.type).toBe("proportion");
  });

  test("by which one would decide: orders before money, the longest retention before the shorter ones", () => {
    const primary = (columns: Readonly<Record<string, readonly string[]>>) =>
      suggest({ variant: two, ...columns }).config.metrics.find(({ role }) => role === "primary")?.name;
    expect(primary({ spend: numbers, conversion: flags })).toBe("conversion");
    expect(primary({ sum_gamerounds: numbers, retention_1: flags, retention_7: flags })).toBe("retention_7");
  });
});

describe("what somebody said", () => {
  test("stands; only what is open is filled in, each with its reason", () => {
    const asked = { arm: "cell", metrics: [{ name: "m", type: "mean", column: "x" }] };
    const { config, reasons } = suggest(
      { "user:id": ["1", "2", "3", "4"], variant: two, cell: two, x: numbers },
      asked,
    );
    expect(config).toMatchObject({ arm: "cell", unit: "id", metrics: [{ name: "m" }] });
    expect(reasons.map(({ path }) => path)).toEqual(["unit"]);
  });

  test("null for the unit is an answer, too", () => {
    const columns = { "user:id": ["1", "2", "3", "4"], variant: two, spend: numbers };
    expect(suggest(columns, { unit: null }, false).config.unit).toBeNull();
  });
});

describe("the control", () => {
  const arms = (...names: readonly string[]) => names.map((arm, at) => ({ arm, rows: 100 + at }));

  test.each([
    [arms("Mens E-Mail", "No E-Mail", "Womens E-Mail"), "No E-Mail"],
    [arms("treatment", "control"), "control"],
    [arms("实验组", "对照组"), "对照组"],
    [arms("gate_40", "gate_30"), "gate_30"],
    [arms("B", "A"), "A"],
    [arms("1", "0"), "0"],
    [arms("new price", "holdout", "control"), "control"],
  ])("of %j is %s", (given, control) => {
    expect(chooseControl(given)).toBe(control);
  });

  test("of nobody is none", () => expect(chooseControl([])).toBeUndefined());
});

test("a column of users that is named stays, and no other one is looked for", () => {
  const columns = {
    "user:id": ["1", "2", "3", "4"],
    "user:customer": ["5", "6", "7", "8"],
    variant: two,
    spend: numbers,
  };
  expect(suggest(columns, { unit: "customer" }).config.unit).toBe("customer");
  expect(suggest(columns).config.unit).toBe("id");
});
