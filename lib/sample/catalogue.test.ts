import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { items, rankOf, shelfFor } from "./catalogue.ts";
import { discover, newMemory, recall, recallRun, remember } from "./item-memory.ts";
import { personaOf } from "./personas.ts";

const knitwear = shelfFor(personaOf("bracketer"));

describe("the catalogue", () => {
  it("has a thousand items and more, each with a code and names of its own", () => {
    expect(items.length).toBeGreaterThan(1000);
    for (const name of ["en", "zh"] as const)
      expect(new Set(items.map((item) => item.name[name])).size).toBe(items.length);
    expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
  });

  it("keeps neighbouring sizes of one thing side by side at one price", () => {
    const run = items.findIndex(({ sizes }) => sizes === 5);
    const codes = items.slice(run, run + 5).map(({ code }) => code);
    expect(codes.map((code) => code.replace(/-[^-]+$/, ""))).toEqual(Array(5).fill(codes[0]?.replace(/-[^-]+$/, "")));
    expect(new Set(items.slice(run, run + 5).map(({ price }) => price)).size).toBe(1);
  });

  it("puts shelves in order of price", () => {
    const { prices } = knitwear;
    expect([...prices]).toEqual([...prices].sort((a, b) => a - b));
    const rank = rankOf(knitwear, 5000);
    expect(prices[rank - 1]).toBeLessThan(5000);
    expect(prices[rank]).toBeGreaterThanOrEqual(5000);
  });
});

describe("what somebody has had", () => {
  it("is never discovered again while there is anything new, and what comes costs about as much", () => {
    const random = createRandom(1);
    const memory = newMemory();
    const shelf = shelfFor(personaOf("replenisher"));
    for (let i = 0; i < shelf.items.length; i++) {
      const item = discover(shelf, memory, 1500, 1, random);
      expect(memory.set.has(item)).toBe(false);
      if (i < 20) expect(Math.abs((items[item]?.price ?? 0) / 1500 - 1)).toBeLessThan(0.5);
      memory.taken.add(item);
      remember(memory);
    }
    expect(shelf.items).toContain(discover(shelf, memory, 1500, 1, random));
  });

  it("is recalled unless it lies in the basket already", () => {
    const random = createRandom(2);
    const memory = newMemory();
    for (const item of [3, 4, 5]) memory.taken.add(item);
    remember(memory);
    const found = [1, 2, 3].map(() => {
      const item = recall(memory, 900, random);
      memory.taken.add(item);
      return item;
    });
    expect(found.sort()).toEqual([3, 4, 5]);
    expect(recall(memory, 900, random)).toBe(-1);
  });

  it("comes in runs of sizes only where all of them were had", () => {
    const random = createRandom(3);
    const memory = newMemory();
    const first = items.findIndex(({ sizes }) => sizes === 5);
    memory.taken.add(first);
    memory.taken.add(first + 1);
    remember(memory);
    expect(recallRun(memory, 5000, 2, random)).toBe(first);
    expect(recallRun(memory, 5000, 3, random)).toBe(-1);
  });
});
