import { describe, expect, test } from "vitest";
import { ExperimentConfig } from "../config-schema.ts";
import { planReading } from "./value-columns.ts";

const plan = (metrics: readonly object[]) => planReading(ExperimentConfig.parse({ metrics }));
const mean = (column: string, more: object = {}) => ({ name: `mean of ${column}`, type: "mean", column, ...more });
const share = (column: string) => ({ name: `share of ${column}`, type: "proportion", column });

describe("what a file's columns are read for", () => {
  test("is each column once, however many metrics use it", () => {
    const { columns, uses, metrics } = plan([mean("spend"), mean("spend", { name: "winsorised", winsorise: 0.99 })]);
    expect(columns).toEqual([{ column: "spend", isYesNo: false }]);
    expect(uses).toEqual([{ source: 0, rule: "sum" }]);
    expect(metrics.map((one) => one.uses)).toEqual([[0], [0]]);
  });

  test("is a rule each: rows of one user are added up, or any of them, or what was the same before", () => {
    const { columns, uses } = plan([share("visit"), mean("spend", { covariate: "spend before" })]);
    expect(columns.map(({ column }) => column)).toEqual(["visit", "spend", "spend before"]);
    expect(uses.map(({ rule }) => rule)).toEqual(["any", "sum", "same"]);
  });

  test("may be two rules for one column: whether somebody bought, and how often", () => {
    const { columns, uses, metrics } = plan([mean("orders"), share("orders")]);
    // Known as yes and no from the start, though the mean was named first.
    expect(columns).toEqual([{ column: "orders", isYesNo: true }]);
    expect(uses).toEqual([
      { source: 0, rule: "sum" },
      { source: 0, rule: "any" },
    ]);
    expect(metrics.map((one) => one.uses)).toEqual([[0], [1]]);
  });

  test("is in the order in which statistics have their variables: value, denominator, covariate", () => {
    const ratio = { name: "r", type: "ratio", column: "clicks", denominator: "views", covariate: "clicks before" };
    const { metrics, uses } = plan([ratio]);
    expect(metrics[0]?.variables).toEqual(["value", "denominator", "covariate"]);
    expect(metrics[0]?.uses.map((at) => uses[at]?.rule)).toEqual(["sum", "sum", "same"]);
  });

  test("may be a denominator that is another metric's value", () => {
    const ratio = { name: "r", type: "ratio", column: "clicks", denominator: "views" };
    const { columns, metrics } = plan([mean("views"), ratio]);
    expect(columns).toHaveLength(2);
    expect(metrics[1]?.uses).toEqual([1, 0]);
  });

  test("is nothing without metrics", () => expect(plan([])).toEqual({ columns: [], uses: [], metrics: [] }));
});
