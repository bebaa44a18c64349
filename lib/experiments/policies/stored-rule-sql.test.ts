import { expect, test } from "vitest";
import type { RuleCondition } from "../report-schema.ts";
import { ruleSql } from "./stored-rule-sql.ts";

const source = { features: new Set(["age", 'odd"name']), assignment: "/a.parquet", members: "/m.parquet" };
const age: RuleCondition = {
  ...{ feature: "age", says: "number", level: null },
  ...{ threshold: 30.5, isAbove: true, fallback: 41 },
};

test("a rule is what meets all of one of its lists; a missing number counts as what it was learnt as", () => {
  expect(ruleSql([[age]], source)).toBe('((coalesce("age", 41)::FLOAT::DOUBLE > 30.5))');
  const known = { ...age, says: "missing", isAbove: false } as const;
  const young = { ...age, isAbove: false };
  expect(ruleSql([[age, known], [young]], source)).toBe(
    '((coalesce("age", 41)::FLOAT::DOUBLE > 30.5 AND "age" IS NOT NULL) OR (coalesce("age", 41)::FLOAT::DOUBLE <= 30.5))',
  );
  expect(ruleSql([[{ ...age, feature: 'odd"name' }]], source)).toContain('"odd""name"');
  expect([ruleSql([], source), ruleSql([[]], source)]).toEqual(["(false)", "(true)"]);
});

test("a segment is who was called so at the start; what the run does not know has no answer", () => {
  const loyal = { ...age, feature: "segment", says: "level", level: "it's loyal", isAbove: false } as const;
  expect(ruleSql([[loyal]], source)).toMatch(/clade_segment NOT IN \(SELECT .* a\.segment = 'it''s loyal'\)/s);
  expect(ruleSql([[loyal]], { ...source, assignment: null })).toBeNull();
  expect(ruleSql([[age], [age, { ...age, feature: "orders_before" }]], source)).toBeNull();
  expect(ruleSql([[{ ...age, says: "level", level: "x" }]], source)).toBeNull();
});
