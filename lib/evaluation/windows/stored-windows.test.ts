import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { clusteringStage } from "../../clustering/run.ts";
import { createRandom } from "../../core/random.ts";
import { extractors } from "../../features/extractors/index.ts";
import { featuresStage } from "../../features/run.ts";
import type { FeaturesParams } from "../../features/schema.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { evaluationStage } from "../run.ts";
import type { EvaluationSummary } from "../schema.ts";

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-windows-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

/** Every third buys often and much, the others now and then. */
function orders(users: number, days: number): string {
  const random = createRandom(5);
  const lines: string[] = [];
  for (let user = 0; user < users; user++) {
    const [rate, basket] = user % 3 === 0 ? [0.4, 300] : [0.03, 20];
    for (let at = 0; at < days; at++)
      if (random.next() < rate) lines.push(`u${user},${day(at)},${Math.round(basket * (0.8 + 0.4 * random.next()))}`);
  }
  return `user,day,amount\n${lines.join("\n")}\n`;
}

type Treatments = FeaturesParams["treatments"];

async function windowsOf(
  csv: string,
  referenceDate: string | null = null,
  users?: string,
  treatments: Treatments = {},
) {
  const roles = { user: "user", day: "time", amount: "amount" } as const;
  const features = { referenceDate, wholesale: "keep", treatments } as const;
  const clustering = { algorithm: "k-means", k: 2, kMin: 2, kMax: 3, restarts: 5 } as const;
  const described = users
    ? [resolved(writeFiles({ "users.csv": users }), { user: "user", age: "number" }, { kind: "users" })]
    : [];
  folders.adopt("ingest", (await ingest([resolved(writeFiles({ "orders.csv": csv }), roles), ...described])).out);
  await folders.run(featuresStage, features);
  await folders.run(clusteringStage, { ...clustering, seed: 1 });
  const measures = { nullClouds: 0, exactUpTo: 1000, sampleSize: 100, judges: "quick" } as const;
  await folders.run(evaluationStage, { ...measures, clustering, seed: 1, features });
  expect(existsSync(join(folders.context("").input("evaluation"), "windows"))).toBe(false);
  return folders.json<EvaluationSummary>("evaluation", "evaluation.json").windows;
}

it("makes segments from each half of the time, and finds regulars in both", async () => {
  const windows = await windowsOf(orders(180, 120));
  expect(windows).toMatchObject({
    ok: true,
    value: { first: { from: day(0), to: day(59) }, second: { from: day(60), to: day(119) } },
  });
  if (!windows?.ok) return;
  expect(windows.value.users).toBeGreaterThan(100);
  expect(windows.value.sameGroups).toBeGreaterThan(0.8);
  expect(windows.value.ari).toBeGreaterThan(0.8);
  expect(windows.value.segments.map(({ returns }) => returns)).toEqual([true, true]);
});

it("says why not where time or people are too few", async () => {
  expect(await windowsOf(orders(60, 20))).toMatchObject({
    ok: false,
    reason: { en: expect.stringContaining("too short") },
  });
  expect(await windowsOf(orders(20, 60))).toMatchObject({
    ok: false,
    reason: { en: expect.stringContaining("few users") },
  });
});

it("says that people are too few, not that features differ, where hardly anybody bought in a half", async () => {
  const late = orders(60, 30).replaceAll(/2026-01-(\d\d)/g, (_, date) => day(30 + Number(date)));
  const early = Array.from({ length: 30 }, (_, at) => `u0,${day(at)},20`).join("\n");
  expect(await windowsOf(`${late}\n${early}`)).toMatchObject({
    ok: false,
    reason: { en: expect.stringContaining("few users") },
  });
});

it("does not say that segments return where nothing they are made from has a date", async () => {
  const ages = Array.from({ length: 60 }, (_, user) => `u${user},${(user % 2 === 0 ? 25 : 60) + (user % 5)}`);
  const users = `user,age\n${ages.join("\n")}\n`;
  const unused = Object.fromEntries(
    extractors.filter(({ onRequest }) => !onRequest).map(({ id }) => [id, { use: false }]),
  );
  expect(await windowsOf(orders(60, 60), null, users, { ...unused, age: { use: true } })).toMatchObject({
    ok: false,
    reason: { en: "Not applicable: these features have no dates." },
  });
});

it("halves the time up to the run's reference date, and nothing after it", async () => {
  expect(await windowsOf(orders(180, 120), day(79))).toMatchObject({
    ok: true,
    value: { first: { from: day(0), to: day(39) }, second: { from: day(40), to: day(79) } },
  });
});
