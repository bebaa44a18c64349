import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { usefulnessStage } from "./run.ts";
import type { UsefulnessSummary } from "./schema.ts";

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-usefulness-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

/** Regulars buy every few days, others now and then; a hundred days. */
function orders(users: number, days = 100): string {
  const random = createRandom(5);
  const lines: string[] = [];
  for (let user = 0; user < users; user++) {
    const [rate, basket] = user % 3 === 0 ? [0.2, 60] : [0.02, 20];
    for (let at = 0; at < days; at++)
      if (at === user % 20 || random.next() < rate)
        lines.push(`u${user},${day(at)},${Math.round(basket * (0.5 + random.next()))}`);
  }
  return `user,day,amount\n${lines.join("\n")}\n`;
}

const plain = { referenceDate: null, wholesale: "keep", treatments: {} } as const;

async function judge(csv: string, change: Partial<Parameters<typeof usefulnessStage.run>[0]> = {}) {
  const roles = { user: "user", day: "time", amount: "amount" } as const;
  folders.adopt("ingest", (await ingest([resolved(writeFiles({ "orders.csv": csv }), roles)])).out);
  const evaluation = join(root, "evaluation");
  mkdirSync(evaluation, { recursive: true });
  writeFileSync(join(evaluation, "evaluation.json"), JSON.stringify({ k: 3 }));
  folders.adopt("evaluation", evaluation);
  const clustering = { algorithm: "k-means", k: "auto", isRuled: false } as const;
  await folders.run(usefulnessStage, { features: plain, weights: { features: 1 }, clustering, seed: 1, ...change });
  return folders.json<UsefulnessSummary>("usefulness", "usefulness.json");
}

describe("usefulnessStage", () => {
  test("judges segments of the first three quarters by what was bought in the last", async () => {
    const found = await judge(orders(400));
    expect(found).toMatchObject({ cut: day(74), until: day(99), users: 400, outcome: "spend", problem: null });
    expect(found.returned).toBeGreaterThan(150);
    expect(found.base?.gini?.low).toBeGreaterThan(0.5);
    const [rfm, features] = found.sets;
    expect(rfm).toMatchObject({ id: "rfm", k: 3, overRfm: null });
    expect(features?.alone.gini?.low).toBeGreaterThan(0.3);
    // Everything that tells is in past spend already.
    expect(features?.increment.gini?.low).toBeLessThan(0.01);
    expect(features?.sentence.en).toMatch(/^Segments by features .*\(Gini /);
    expect(() => folders.bytes("usefulness", "earlier/features/features.json")).toThrow("ENOENT");
  });

  test("what comes after the cut changes no segment and no base, only the outcome", async () => {
    const csv = orders(300);
    const before = await judge(csv);
    const doubled = csv.replaceAll(/^(u\d+),(\S+),(\d+)$/gm, (line, user, at, amount) =>
      at > (before.cut ?? "") ? `${user},${at},${2 * Number(amount)}` : line,
    );
    const after = await judge(doubled);
    expect(after.winsorisedAt).toBe(2 * (before.winsorisedAt ?? 0));
    for (const [i, set] of after.sets.entries()) {
      expect(set.alone.gini?.value).toBeCloseTo(before.sets[i]?.alone.gini?.value ?? Number.NaN, 6);
      expect(set.alone.repeatAuc).toEqual(before.sets[i]?.alone.repeatAuc);
    }
  });

  test("a stray order years before moves no cut", async () => {
    const csv = orders(300);
    const found = await judge(`${csv}u1,2019-05-05,10\n`);
    expect(found).toMatchObject({ cut: day(74), problem: null });
  });

  test.each([
    ["a week of orders", orders(300, 7), "no later time can be held out"],
    ["a handful of customers", orders(20), "Too few customers"],
  ])("cannot tell by %s, and says why", async (_, csv, reason) => {
    const { problem, sets, base } = await judge(csv);
    expect(problem?.en).toContain(reason);
    expect(sets).toEqual([]);
    expect(base).toBeNull();
  });

  test("a block that had nothing before the cut is left out, and said", async () => {
    const texts = { encoder: "embedded", model: null, endpoint: null, precision: "int8", pooling: "mean" } as const;
    const text = { ...texts, halfLifeDays: 180, seed: 1 };
    const { sets, notes } = await judge(orders(300), { text, weights: { features: 1, text: 1 } });
    expect(sets.map(({ id }) => id)).toEqual(["rfm", "features"]);
    expect(notes.map(({ en }) => en)).toContain("Nobody had written anything before the cut.");
  });

  test("fixed segments that held everybody at a date leave it unjudged, and it says so", async () => {
    const fixed = [{ name: "Buyers", where: [{ feature: "frequency", atLeast: 1 }] }];
    const found = await judge(orders(300), { clustering: { algorithm: "k-means", k: 3, fixed, isRuled: false } });
    expect(found).toMatchObject({ cut: day(74), users: 300, sets: [], notes: [] });
    expect(found.problem?.en).toContain("the fixed segments held everybody");
  });

  test("fixed segments are made of who met their rules then, and the rest is grouped without them", async () => {
    const where = [{ feature: "frequency", atLeast: 6 }];
    const never = [{ feature: "country", is: "France" }];
    const fixed = [
      { name: "Nobody yet", where: never },
      { name: "Regulars", where },
    ];
    const clustering = { algorithm: "hdbscan", k: "auto", fixed, isRuled: true } as const;
    const { sets, notes } = await judge(orders(400), { clustering });
    expect(sets.map(({ id, k }) => [id, k])).toEqual([
      ["rfm", 4],
      ["features", 4],
    ]);
    // Regulars are the third that spends: the segment alone tells it.
    expect(sets[1]?.alone.gini?.low).toBeGreaterThan(0.3);
    expect(notes.at(-1)?.en).toBe(
      "Each date has 3 segments by k-means, whatever algorithm the run used, found beside whoever met the rules of the fixed segments then, without size limits and pairs; the number was chosen on the whole period.",
    );
  });
});
