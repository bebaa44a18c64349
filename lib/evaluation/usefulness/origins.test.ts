import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { usefulnessStage } from "./run.ts";
import type { UsefulnessSummary } from "./schema.ts";

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-origins-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

const users = 240;
const days = 120;
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

type BuysMuch = (user: number, stretch: number) => boolean;

/** Four kinds of users, each with a weekday of its own to buy on: all that the segments know of them. */
const weekdayOf = (user: number) => user % 4;
/** By how much a kind bought before nobody can say what it buys next: one half of the kinds in one stretch, another in the next. */
const planted: BuysMuch = (user, stretch) =>
  [true, true, weekdayOf(user) < 2, weekdayOf(user) % 2 === 0][stretch] ?? true;
const byChance: BuysMuch = (user, stretch) => ((user * 7919 + stretch * 104_729) >> 3) % 2 === 0;

function orders(buysMuch: BuysMuch): string {
  const random = createRandom(3);
  const lines: string[] = [];
  for (let user = 0; user < users; user++)
    for (let at = weekdayOf(user); at < days; at += 7) {
      const rate = buysMuch(user, Math.floor(at / 30)) ? 0.7 : 0.1;
      if (at < 7 || random.next() < rate) lines.push(`u${user},${day(at)},${20 + random.int(20)}`);
    }
  return `user,day,amount\n${lines.join("\n")}\n`;
}

const known = ["recency", "frequency", "monetary", "average-order-value"].map((id) => [id, { use: false }] as const);
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map(
  (name) => [`weekday-${name}`, { use: true }] as const,
);

async function judge(buysMuch: BuysMuch): Promise<UsefulnessSummary> {
  const roles = { user: "user", day: "time", amount: "amount" } as const;
  folders.adopt("ingest", (await ingest([resolved(writeFiles({ "orders.csv": orders(buysMuch) }), roles)])).out);
  const evaluation = join(root, "evaluation");
  mkdirSync(evaluation, { recursive: true });
  writeFileSync(join(evaluation, "evaluation.json"), JSON.stringify({ k: 4 }));
  folders.adopt("evaluation", evaluation);
  const treatments = Object.fromEntries([...known, ...weekdays]);
  const features = { referenceDate: null, wholesale: "keep", treatments } as const;
  const clustering = { algorithm: "k-means", k: 4, isRuled: false } as const;
  await folders.run(usefulnessStage, { features, weights: { features: 1 }, dimensions: {}, clustering, seed: 1 });
  return folders.json<UsefulnessSummary>("usefulness", "usefulness.json");
}

const ofFeatures = ({ origins }: UsefulnessSummary) =>
  origins.map(({ sets }) => sets.find(({ id }) => id === "features")?.increment.gini);

test("segments whose members buy otherwise later tell more at each date, and the sentence says so", async () => {
  const found = await judge(planted);
  expect(found.origins.map(({ cut, until }) => [cut, until])).toEqual([
    [day(59), day(89)],
    [day(89), day(119)],
  ]);
  for (const gini of ofFeatures(found)) expect(gini?.low).toBeGreaterThan(0.02);
  const sentence = found.sets.find(({ id }) => id === "features")?.sentence.en;
  expect(sentence).toContain("added to what past spend and RFM tell of later spend in 2 of 2 stretches of time");
  // What stands beside the dates is of the last.
  expect(found).toMatchObject({ cut: day(89), until: day(119), problem: null });
  expect(found.sets.map(({ increment }) => increment)).toEqual(
    found.origins[1]?.sets.map(({ increment }) => increment),
  );
  expect(found.notes.at(-2)?.en).toContain("at 2 dates, and each judged by the 30 days after it");
});

test("segments that have nothing to do with what is bought tell no more at any", async () => {
  const found = await judge(byChance);
  for (const gini of ofFeatures(found)) expect(gini?.low).toBeLessThan(0.005);
  expect(found.sets.find(({ id }) => id === "features")?.sentence.en).not.toContain("added to what past spend");
});
