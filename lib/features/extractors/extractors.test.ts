import { describe, expect, it } from "vitest";
import type { Aggregate } from "../extractor.ts";
import { runFeatures, transactions } from "../fixtures/shop-run.ts";
import { extractors } from "./index.ts";

describe("the list of extractors", () => {
  it("has no id twice, whatever the case", () => {
    const ids = extractors.map(({ id }) => id.toLowerCase());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain("user_id");
    expect(ids).not.toContain("revenue");
  });

  it("means the same by the same aggregate", () => {
    const seen = new Map<string, Aggregate>();
    for (const aggregate of extractors.flatMap(({ aggregates }) => aggregates)) {
      expect(aggregate).toEqual(seen.get(aggregate.name) ?? aggregate);
      seen.set(aggregate.name, aggregate);
    }
  });

  it("stands in only for features that there are", () => {
    const ids = extractors.map(({ id }) => id);
    for (const { standsInFor } of extractors) expect(ids).toContain(standsInFor ?? ids[0]);
  });
});

describe.each(extractors.map((extractor) => [extractor.id, extractor] as const))("%s", (id, extractor) => {
  it("says in both languages what it is, and why it may be missing or unused", () => {
    const texts = [extractor.label, extractor.help, extractor.missing, extractor.unused, extractor.phrase];
    for (const text of texts) {
      if (text === undefined) continue;
      expect(text.en).toMatch(/[a-z{]/i);
      expect(text.zh).toMatch(/[\u4e00-\u9fff]|^\{value\}$/);
    }
    expect(extractor.words?.high.en).not.toBe(extractor.words?.low.en);
    expect(extractor.words?.high.zh).not.toBe(extractor.words?.low.zh);
    if (!extractor.treatment.use) expect(extractor.unused ?? extractor.onRequest).toBeTruthy();
  });

  it("is a finite number or missing for awkward customers, and in the matrix when asked for", async () => {
    const { summary, values } = await runFeatures([awkward], { treatments: { [id]: { use: true } } });
    for (const value of Object.values(values(id))) {
      if (value === null) expect(extractor.missing).toBeDefined();
      else expect(Number.isFinite(value)).toBe(true);
    }
    expect(Object.values(values(id))).toHaveLength(summary.users);
    expect(summary.matrixColumns).toContain(id);
  });
});

/** One line ever, everything sent back, the same second twice, a tiny amount, an hour before midnight, irregular gaps. */
const awkward = transactions([
  { user: "once", time: "2024-02-29 23:59:59", amount: 0.0001, quantity: 0.001, item: "z" },
  { user: "back", time: "2024-01-01", order: "b", quantity: 3, amount: 9 },
  { user: "back", time: "2024-01-02", order: "rb", quantity: -300, amount: -900 },
  { user: "twin", time: "2024-01-05 10:00:00", order: "1" },
  { user: "twin", time: "2024-01-05 10:00:00", order: "2" },
  { user: "late", time: "2024-01-06 18:30:00", amount: 99_999_999.99, quantity: 1_000_000 },
  { user: "clock", time: "2024-01-01 03:00:00", item: "b" },
  { user: "clock", time: "2024-01-08 03:00:00", item: "b" },
  { user: "clock", time: "2024-01-15 03:00:00", item: "b" },
  { user: "clock", time: "2024-01-22 03:00:00", item: "c" },
  { user: "twin", time: "2024-01-10 10:00:00" },
  { user: "twin", time: "2024-01-14 10:00:00" },
  ...["2024-01-01", "2024-01-02", "2024-02-02", "2024-02-03", "2024-02-24", "2024-02-29"].map((day) => ({
    user: "whim",
    time: `${day} 13:00:00`,
  })),
]);
