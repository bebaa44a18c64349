import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { featuresStage } from "../../features/run.ts";
import type { FeaturesSummary } from "../../features/schema.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { type LabelsParams, labelsStage } from "./run.ts";
import type { LabelsSummary } from "./schema.ts";

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

interface Person {
  readonly day: string;
  readonly age: number;
  readonly visits: number;
  readonly group: string;
}

/** Whoever comes often is gold; age says nothing. */
function people(n: number, change: (person: Person, row: number) => Person = (person) => person): Person[] {
  const random = createRandom(4);
  return Array.from({ length: n }, (_, row) => {
    const visits = Math.round(20 + 6 * random.normal());
    const isGold = visits + 2 * random.normal() > 20;
    const day = new Date(Date.UTC(2026, 0, 1 + row)).toISOString().slice(0, 10);
    const age = Math.round(40 + 10 * random.normal());
    return change({ day, age, visits, group: isGold ? "gold" : "basic" }, row);
  });
}

const usual = {
  column: "group",
  split: "stratified",
  folds: 5,
  transformer: false,
  k: 3,
  seed: 1,
  blocks: { features: 1 },
} as const;

async function tell(some: readonly Person[], change: Partial<LabelsParams> = {}) {
  const csv = some.map(({ day, age, visits, group }, row) => `u${row},${day},${age},${visits},${group}`).join("\n");
  const files = writeFiles({ "people.csv": `id,day,age,visits,group\n${csv}\n` });
  const roles = { id: "user", day: "time", age: "number", visits: "number", group: "category" } as const;
  folders.adopt("ingest", (await ingest([resolved(files, roles, { kind: "users" })])).out);
  const { column = "group" } = change;
  const plain = { referenceDate: null, wholesale: "keep", treatments: {} } as const;
  await folders.run(featuresStage, { ...plain, leaveOut: column });
  await folders.run(labelsStage, { ...usual, ...change });
  return {
    labels: folders.json<LabelsSummary>("labels", "labels.json"),
    features: folders.json<FeaturesSummary>("features", "features.json"),
  };
}

const modelOf = ({ models }: LabelsSummary, classifier: string) => models.find((one) => one.classifier === classifier);

describe("labelsStage", () => {
  test("tells a label from what is known, with intervals, and never from the label itself", async () => {
    const { labels, features } = await tell(people(400));
    expect(features.features.map(({ id }) => id)).toEqual(["day", "age", "visits"]);
    expect(features.notes.map(({ en }) => en)).toContain(
      "Column “group” is the label that is to be told, so it is no feature.",
    );
    expect(labels).toMatchObject({ column: "group", labelled: 400, judged: 400, positive: "gold", problem: null });
    const plain = modelOf(labels, "logistic-regression")?.figures;
    const { value = 0, low = 0, high = 0 } = plain?.measures.rocAuc ?? {};
    expect(value).toBeGreaterThan(0.9);
    expect(value).toBeLessThan(0.999);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(plain?.difference).toBeNull();
    expect(plain?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(400);
    const tree = modelOf(labels, "segment-tree")?.figures?.difference?.rocAuc;
    expect(tree?.low).toBeLessThan(tree?.high ?? Number.NaN);
    expect(labels.curves[0]?.points.map(({ users }) => users)).toEqual([32, 81, 160, 320]);
  });

  test("tries a transformer before and after fine-tuning, beside the best of the others", async () => {
    const { labels } = await tell(people(160), { transformer: true, folds: 2 });
    const [before, after] = ["transformer-before", "transformer-after"].map((id) => modelOf(labels, id)?.figures);
    expect(after?.measures.rocAuc?.value).toBeGreaterThan(0.8);
    expect(before?.measures.rocAuc?.value).toBeGreaterThan(0.5);
    const [found] = labels.fineTuning;
    expect(found).toMatchObject({ source: "features", before: before?.measures, after: after?.measures });
    expect(found?.change.rocAuc?.low).toBeLessThan(found?.change.rocAuc?.high ?? Number.NaN);
    const others = labels.models.filter(({ classifier }) => !classifier.startsWith("transformer"));
    const best = Math.min(...others.map(({ figures }) => figures?.measures.logLoss?.value ?? 9));
    expect(found?.rival?.measures.logLoss?.value).toBe(best);
    expect(found?.verdict.en).toMatch(/^The features as tokens: fine-tuning .*log loss [+−]0\.\d{3}…/);
  }, 180_000);

  test("says of a transformer how to ask for it, or that it has too little to learn from", async () => {
    const { labels } = await tell(people(40), { folds: 2 });
    expect(labels.notes.at(-1)?.en).toMatch(/No transformer was tried: it would take about \d+ seconds/);
    expect(labels.models.map(({ classifier }) => classifier)).not.toContain("transformer-after");
    const few = await tell(people(24), { transformer: true, folds: 3 });
    expect(modelOf(few.labels, "transformer-before")?.leftOut?.zh).toContain("太少");
  });

  test("tells nothing where there is nothing to tell", async () => {
    const { labels } = await tell(people(400, (person, row) => ({ ...person, group: row % 2 ? "gold" : "basic" })));
    const auc = modelOf(labels, "logistic-regression")?.figures?.measures.rocAuc;
    expect(auc?.low).toBeLessThan(0.5);
    expect(auc?.high).toBeGreaterThan(0.48);
  });

  test("by time, tells later users from earlier ones", async () => {
    const { labels } = await tell(people(240), { split: "time" });
    expect(labels).toMatchObject({ split: "time", judged: 200 });
    expect(modelOf(labels, "logistic-regression")?.figures?.measures.rocAuc?.value).toBeGreaterThan(0.85);
  });

  test("tries those who have a label, wherever they stand, and gives the others no class", async () => {
    const { labels } = await tell(people(200, (person, row) => (row % 4 ? person : { ...person, group: "" })));
    expect(labels).toMatchObject({ labelled: 150, judged: 150 });
    const codes = folders.int32("labels", "classes.i32");
    expect([codes.length, codes.filter((code) => code < 0).length]).toEqual([200, 50]);
    const told = modelOf(labels, "logistic-regression")?.figures;
    expect(told?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(150);
    expect(told?.measures.rocAuc?.value).toBeGreaterThan(0.88);
  });

  test("says why nothing is tried: a quantity, or one class", async () => {
    const quantity = await tell(people(200), { column: "age" });
    expect(quantity.labels).toMatchObject({ models: [], judged: 0 });
    expect(quantity.labels.problem?.en).toContain("different numbers, which is a quantity");
    const one = await tell(people(60, (person) => ({ ...person, group: "gold" })));
    expect(one.labels.problem?.zh).toContain("类别不足两个");
  });

  test("the same users and seed give the same bytes, whatever the threads", async () => {
    await tell(people(150));
    const first = folders.bytes("labels", "labels.json");
    await folders.run(labelsStage, usual, 2);
    expect(folders.bytes("labels", "labels.json").equals(first)).toBe(true);
  });
});
