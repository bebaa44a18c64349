import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { usefulnessStage } from "./run.ts";
import type { UsefulnessSummary } from "./schema.ts";

// Who buys much in the end shows in nothing that was bought before it, only in what people wrote: in time, or too late.

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-leak-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

const users = 240;
const days = 100;
/** The period is cut here: what comes from it on is held out. */
const cut = 75;
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
const buysMuch = (user: number) => ((user * 7919) >> 3) % 2 === 0;

function orders(): string {
  const random = createRandom(4);
  const lines: string[] = [];
  for (let user = 0; user < users; user++)
    for (let at = 0; at < days; at++) {
      const rate = at < cut ? 0.06 : buysMuch(user) ? 0.25 : 0.01;
      if (at === user % 20 || random.next() < rate) lines.push(`u${user},${day(at)},${20 + random.int(20)}`);
    }
  return `user,day,amount\n${lines.join("\n")}\n`;
}

/** Of each theme, what and how: put together they are no templates. */
const themes = [
  [
    ["kettle", "toaster", "plug", "lid", "cable", "charger", "blender", "switch"],
    ["arrived broken", "leaks everywhere", "stopped working at once", "is damaged", "burnt through", "never came"],
    ["I want a refund", "terrible service", "nobody answers my complaint", "I send it back", "what a waste of money"],
  ],
  [
    ["roses", "tulips", "lilies", "daisies", "bouquet", "wreath", "orchids", "peonies"],
    ["smell wonderful", "looked beautiful on the table", "bloom for weeks", "are lovely", "made my day"],
    ["my mother was happy", "perfect for the garden party", "such pretty colours", "a charming gift"],
  ],
] as const;

function texts(of: (user: number) => number, first: number): string {
  const random = createRandom(first);
  const lines = Array.from({ length: 3 * users }, (_, i) => {
    const user = i % users;
    const words = (themes[of(user)] ?? []).map((list) => list[random.int(list.length)]);
    return `u${user},${day(first + (i % 12))},"The ${words[0]} ${words[1]}, ${words[2]}"`;
  });
  return `user,day,review\n${lines.join("\n")}\n`;
}

const roles = {
  orders: { user: "user", day: "time", amount: "amount" },
  texts: { user: "user", day: "time", review: "text" },
} as const;

/** Gini of segments by what people wrote, told by nothing else. */
async function judge(reviews: string) {
  const [bought = "", other = ""] = writeFiles({ "orders.csv": orders(), "texts.csv": reviews });
  const tables = [resolved([bought], roles.orders), resolved([other], roles.texts, { kind: "texts" })];
  folders.adopt("ingest", (await ingest(tables)).out);
  const evaluation = join(root, "evaluation");
  mkdirSync(evaluation, { recursive: true });
  writeFileSync(join(evaluation, "evaluation.json"), JSON.stringify({ k: 2 }));
  folders.adopt("evaluation", evaluation);
  const encoder = { encoder: "embedded", model: null, endpoint: null, precision: "int8", pooling: "mean" } as const;
  await folders.run(usefulnessStage, {
    features: { referenceDate: null, wholesale: "keep", treatments: {} },
    text: { ...encoder, halfLifeDays: 180, seed: 1 },
    ...{ weights: { features: 1, text: 1 }, dimensions: { text: 8 }, seed: 1 },
    clustering: { algorithm: "k-means", k: 2, isRuled: false },
  });
  const found = folders.json<UsefulnessSummary>("usefulness", "usefulness.json");
  expect(found).toMatchObject({ problem: null, origins: [{ cut: day(cut - 1) }] });
  return found.sets.find(({ id }) => id === "text")?.alone.gini;
}

test("a list of people is of today, and tells nothing of what came after the cut", async () => {
  const later = Array.from({ length: users }, (_, user) => user).filter(buysMuch);
  const fixed = [{ name: "Best", users: later.map((user) => `u${user}`) }];
  const [bought = ""] = writeFiles({ "orders.csv": orders() });
  folders.adopt("ingest", (await ingest([resolved([bought], roles.orders)])).out);
  const evaluation = join(root, "evaluation");
  mkdirSync(evaluation, { recursive: true });
  writeFileSync(join(evaluation, "evaluation.json"), JSON.stringify({ k: 2 }));
  folders.adopt("evaluation", evaluation);
  await folders.run(usefulnessStage, {
    features: { referenceDate: null, wholesale: "keep", treatments: {} },
    ...{ weights: { features: 1 }, dimensions: {}, seed: 1 },
    clustering: { algorithm: "k-means", k: 2, fixed, isRuled: false },
  });
  const found = folders.json<UsefulnessSummary>("usefulness", "usefulness.json");
  expect(found.sets.map(({ id, k }) => [id, k])).toEqual([
    ["rfm", 2],
    ["features", 2],
  ]);
  expect(found.sets[1]?.alone.gini?.low).toBeLessThan(0.05);
  expect(found.notes.at(-1)?.en).toMatch(/^Each date has 2 segments by k-means, without those fixed by a list,/);
});

const chance = (user: number) => Number(((user * 104_729) >> 4) % 2 === 0);
const truth = (user: number) => Number(buysMuch(user));
const withoutHeader = (csv: string) => csv.slice(csv.indexOf("\n") + 1);

test("words from before the cut tell what comes after it, those from after it nothing", async () => {
  const inTime = await judge(texts(truth, 10));
  expect(inTime?.low).toBeGreaterThan(0.2);
  const tooLate = await judge(`${texts(chance, 10)}${withoutHeader(texts(truth, cut + 2))}`);
  expect(tooLate?.low).toBeLessThan(0.05);
  expect(tooLate?.high).toBeLessThan(inTime?.low ?? 0);
});
