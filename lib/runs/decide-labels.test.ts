import { expect, test } from "vitest";
import type { ColumnRole } from "../ingest/schema.ts";
import { decideLabels, labelAmongFeatures } from "./decide-labels.ts";
import { parseConfig } from "./read-config.ts";

const table = (kind: "users" | "transactions", roles: Readonly<Record<string, ColumnRole>>) => ({
  kind,
  columns: Object.entries(roles).map(([name, role]) => ({ name, role, reason: { en: "", zh: "" } })),
});
const users = table("users", { id: "user", churn: "label", plan: "category", note: "ignore" });
const decide = (labels: unknown, tables = [users]) =>
  decideLabels(parseConfig({ evaluation: { labels } }), tables).evaluation.labels;

test("a column whose role is label is tried unless somebody says no", () => {
  expect(decide(undefined)).toEqual({ column: "churn", folds: 5, split: "stratified", transformer: false });
  expect(decide({ folds: 3 })).toEqual({ column: "churn", folds: 3, split: "stratified", transformer: false });
  expect(decide(null)).toBeNull();
  expect(decide(undefined, [table("transactions", { churn: "label" })])).toBeUndefined();
});

test("any column may be named, and is then no feature", () => {
  const config = decideLabels(parseConfig({ evaluation: { labels: { column: "plan" } } }), [users]);
  expect(config.evaluation.labels?.column).toBe("plan");
  expect(labelAmongFeatures(config, [users])).toBe("plan");
  expect(labelAmongFeatures(decideLabels(parseConfig({}), [users]), [users])).toBeUndefined();
});

test.each([
  [{ column: "age" }, "has a column “age”"],
  [{ column: "note" }, "read as ignore"],
  [{ column: "id" }, "read as user"],
])("%j is refused", (labels, problem) => {
  expect(() => decide(labels)).toThrow(problem);
});

test("labels without a column to be found are refused", () => {
  expect(() => decide({}, [table("users", { id: "user" })])).toThrow("name one");
});
