import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import { CreateRun, type RunOptions } from "../../lib/runs/schema.ts";
import {
  coverageOf,
  featureChoices,
  forOtherTables,
  labelColumns,
  labelsOf,
  newDraft,
  rangeOf,
  ruleChoices,
  standardLabels,
  switchFeature,
} from "./run-draft.ts";

type Table = IngestSummary["tables"][number];

const table = (kind: Table["kind"], users: number, matched: number | null, rows = users): Table => ({
  ...{ kind, users, matched, rows },
  ...{ files: [], exempt: null, columns: [] },
});
const words = { en: "k-means", zh: "k-means" };
const options: RunOptions = {
  ...{ features: [], encoders: [], endpoint: null },
  algorithms: [
    { id: "k-means", label: words, help: words, clusters: { minimum: 1, maximum: 100 }, takesPairs: true, params: [] },
  ],
  schema: z.toJSONSchema(CreateRun, { io: "input" }) as Record<string, unknown>,
};

describe("coverageOf", () => {
  test("is the share of the shop's people who are in a table of the kind", () => {
    const tables = [table("transactions", 1000, null), table("texts", 500, 380, 900)];
    expect(coverageOf(tables, "texts")).toEqual({ rows: 900, share: 0.38 });
    expect(coverageOf(tables, "transactions").share).toBe(1);
  });

  test("of two tables the larger one counts, and rows of both", () => {
    const tables = [table("transactions", 100, null), table("events", 90, 60, 10), table("events", 80, 70, 5)];
    expect(coverageOf(tables, "events")).toEqual({ rows: 15, share: 0.7 });
  });

  test("is nothing where there is no such table, or none is known yet", () => {
    expect(coverageOf([table("users", 10, null)], "texts")).toEqual({ rows: 0, share: 0 });
    expect(coverageOf(undefined, "texts")).toEqual({ rows: 0, share: 0 });
  });
});

describe("newDraft", () => {
  test("uses the bundled model where at least half wrote, and leaves texts to describe otherwise", () => {
    const wrote = (matched: number) => [table("transactions", 100, null), table("texts", 100, matched)];
    expect(newDraft(options, wrote(50)).embedding.text.encoder).toBe("embedded");
    expect(newDraft(options, wrote(49)).embedding.text.encoder).toBe("none");
    expect(newDraft(options, undefined).embedding.text.encoder).toBe("none");
  });

  test("is a config that the server takes as it is, with the schema's own defaults", () => {
    const datasetId = "00000000-0000-4000-8000-000000000000";
    const { config } = CreateRun.parse({ datasetId, config: newDraft(options, undefined) });
    expect(config.embedding).toEqual(CreateRun.parse({ datasetId }).config.embedding);
    expect(config.evaluation.judges).toBe("quick");
    const full = { ...newDraft(options, undefined), evaluation: { ...config.evaluation, judges: "full" } };
    expect(CreateRun.parse({ datasetId, config: full }).config.evaluation.judges).toBe("full");
  });
});

describe("labels", () => {
  const named = (roles: Readonly<Record<string, Table["columns"][number]["role"]>>): Table => ({
    ...table("users", 100, null),
    columns: Object.entries(roles).map(([name, role]) => ({ name, role, parquet: name })),
  });
  const people = named({ id: "user", name: "personal", churn: "label", plan: "category", age: "number" });
  const draft = newDraft(options, [people]);

  test("are columns of users or texts that are neither names nor words", () => {
    expect(labelColumns([people])).toEqual({ names: ["churn", "plan", "age"], standard: "churn" });
    expect(labelColumns([{ ...people, kind: "transactions" }])).toEqual({ names: [], standard: undefined });
  });

  test("are told unasked where the tables name one, with the schema's own defaults", () => {
    expect(labelsOf(draft, options, [people])).toEqual({
      ...{ column: "churn", folds: 5, split: "stratified", transformer: false },
    });
    expect(labelsOf(draft, options, [named({ id: "user", plan: "category" })])).toBeNull();
  });

  test("are those that somebody chose, none included, until the dataset is another", () => {
    const chosen = (labels: typeof draft.evaluation.labels) => ({
      ...draft,
      evaluation: { ...draft.evaluation, labels },
    });
    const plan = chosen({ column: "plan", folds: 3, split: "time", transformer: true });
    expect(labelsOf(plan, options, [people])).toEqual(plan.evaluation.labels);
    expect(labelsOf(chosen(null), options, [people])).toBeNull();
    expect(labelsOf(forOtherTables(plan), options, [people])?.column).toBe("churn");
  });
});

test("rules speak of what a run will know: nothing that is only computed on request, nor the label that is told", () => {
  const feature = (id: string, onRequest: boolean) => ({
    ...{ id, label: { en: id, zh: id }, help: words, use: !onRequest, unused: null, onRequest },
  });
  const all = { ...options, features: [feature("spend", false), feature("weekend_share", true)] };
  const people: Table = {
    ...table("users", 100, null),
    columns: (["plan", "age"] as const).map((name) => ({ name, role: "number" as const, parquet: name })),
  };
  const tables = [table("transactions", 100, null), people];
  const draft = newDraft(all, tables);
  const idsOf = (of: typeof draft) => ruleChoices(of, all, tables).map(({ id }) => id);
  expect(idsOf(draft)).toEqual(["spend", "plan", "age"]);
  const [, weekend] = featureChoices(all, tables);
  const asked = weekend ? switchFeature(draft, weekend, true) : draft;
  expect(idsOf(asked)).toEqual(["spend", "weekend_share", "plan", "age"]);
  const labels = { ...standardLabels(all), column: "plan" };
  expect(idsOf({ ...draft, evaluation: { ...draft.evaluation, labels } })).toEqual(["spend", "age"]);
});

test("weights may be broken numbers, dimensions may not", () => {
  expect(rangeOf(options, ["embedding", "text", "weight"])).toMatchObject({ minimum: 0.01, isWhole: false });
  expect(rangeOf(options, ["embedding", "text", "dimensions"])).toEqual({
    ...{ minimum: 2, maximum: 64, default: 32, isWhole: true },
  });
});
