import { expect, test } from "vitest";
import { ExperimentConfig } from "../../lib/experiments/config-schema.ts";
import { rolesOf, testRoles, withRole } from "./column-roles.ts";

const columns = ["id", "group", "visit", "spend", "spend before"];
const config = ExperimentConfig.parse({
  unit: "id",
  arm: "group",
  control: "none",
  metrics: [
    { name: "visit", type: "proportion", column: "visit", role: "primary" },
    { name: "spend", type: "mean", column: "spend", covariate: "spend before" },
  ],
});

test("says what each column is taken for", () => {
  expect(rolesOf(config, columns)).toEqual(["unit", "arm", "proportion", "mean", "covariate"]);
});

test("a role that is chosen is the column's role from then on, and the config still fits its schema", () => {
  for (const column of columns)
    for (const role of testRoles) {
      const next = withRole(config, column, role);
      expect(ExperimentConfig.parse(next)).toEqual(next);
      const roles = rolesOf(next, columns);
      // A covariate needs a metric that is free.
      const isFree = role !== "covariate" || next.metrics.some(({ covariate }) => covariate === column);
      expect(roles[columns.indexOf(column)], `${column} as ${role}`).toBe(isFree ? role : "ignore");
      expect(next.metrics.filter((one) => one.role === "primary")).toHaveLength(next.metrics.length > 0 ? 1 : 0);
    }
});

test("another column of variants forgets the control of the one before", () => {
  expect(withRole(config, "visit", "arm")).not.toHaveProperty("control");
  expect(withRole(config, "visit", "segment").control).toBe("none");
});

test("a metric keeps what was said of it when it is taken for a share", () => {
  const next = withRole(config, "spend", "proportion");
  expect(next.metrics[1]).toMatchObject({ type: "proportion", covariate: "spend before" });
});

test("what was known before the test is learnt from, about the first metric, as long as there is one", () => {
  const once = withRole(config, "recency", "feature");
  expect(once.uplift).toEqual({ metric: config.metrics[0]?.name, features: ["recency"] });
  expect(rolesOf(once, ["recency"])).toEqual(["feature"]);
  const twice = withRole(withRole(once, "channel", "feature"), "recency", "ignore");
  expect(twice.uplift?.features).toEqual(["channel"]);
  expect(withRole(twice, "channel", "segment")).not.toHaveProperty("uplift");
  const bare = config.metrics.reduce((next, { column }) => withRole(next, column, "ignore"), once);
  expect(bare).not.toHaveProperty("uplift");
});
