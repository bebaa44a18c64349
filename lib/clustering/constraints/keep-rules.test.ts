import { describe, expect, it } from "vitest";
import { consensus } from "../algorithms/consensus.ts";
import { dbscan } from "../algorithms/dbscan.ts";
import { kMeans } from "../algorithms/k-means.ts";
import type { ClusteringConfig } from "../schema.ts";
import { keepRules } from "./keep-rules.ts";
import { refusedRange } from "./refused-range.ts";

const config: ClusteringConfig = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 6 };
const range = { ks: [2, 3, 4, 5, 6], notes: [] };
const anyway = { allows: () => true };

describe("keepRules", () => {
  it("leaves a range as it is where nothing is asked", () => {
    expect(keepRules(range, kMeans, config, anyway)).toEqual(range);
  });

  it("leaves out what cannot be had, and says so of those that were wished for", () => {
    const { ks, notes } = keepRules(range, kMeans, { ...config, largest: 0.3 }, anyway);
    expect(ks).toEqual([4, 5, 6]);
    expect(notes.map(({ en }) => en)).toEqual([
      "Your rules leave no way to make 3 segments, so other numbers were tried.",
    ]);
    expect(keepRules(range, kMeans, { ...config, kMin: 4, largest: 0.3 }, anyway)).toEqual({
      ks: [4, 5, 6],
      notes: [],
    });
  });

  it("leaves out numbers that users who go together leave no users or no room for", () => {
    const unit = { apart: [], units: [Array.from({ length: 25 }, (_, row) => row)] };
    const rules = { ...anyway, together: { rows: 100, links: unit } };
    expect(keepRules(range, kMeans, { ...config, smallest: 0.16 }, rules).ks).toEqual([2, 3, 4, 5]);
    expect(keepRules(range, kMeans, config, rules).ks).toEqual(range.ks);
    expect(() => keepRules(range, kMeans, { ...config, k: 6, smallest: 0.16 }, rules)).toThrow(
      /25 of 100 users are to go together, which 6 segments cannot do/,
    );
    const most = { ...anyway, together: { rows: 28, links: unit } };
    expect(keepRules(range, kMeans, config, most).ks).toEqual([2, 3, 4]);
    expect(() => keepRules(range, kMeans, { ...config, k: 5 }, most)).toThrow(
      /so many of the 28 users .* no more than 4 segments can be made, not 5/,
    );
  });

  it("goes on where no number of the range exists, and says what is true where none can be had", () => {
    const few = { ks: [2, 3], notes: [] };
    expect(keepRules(few, kMeans, { ...config, kMin: 5, largest: 0.4 }, anyway).ks).toEqual([3]);
    expect(() => keepRules(few, kMeans, { ...config, kMin: 5, largest: 0.2 }, anyway)).toThrow(
      /3 segments of at most 20/,
    );
  });

  it.each([
    [{ k: 3, largest: 0.3 }, anyway, /clustering\.largest.*3 segments of at most 30/],
    [{ smallest: 0.4 }, anyway, /clustering\.smallest.*6 segments of at least 40/],
    [{ k: 4 }, { allows: (k: number) => k > 4 }, /clustering\.pairs.*4 segments cannot keep all users apart/],
  ])("refuses %j where nothing is left", (change, rules, words) => {
    expect(() => keepRules(range, kMeans, { ...config, ...change }, rules)).toThrow(words);
  });
});

describe("refusedRange", () => {
  it("tells before anything runs what no number of segments can keep", () => {
    expect(refusedRange(kMeans, { ...config, k: 2, largest: 0.4 })?.param).toBe("largest");
    expect(refusedRange(kMeans, { ...config, smallest: 0.6, largest: 0.5 })?.param).toBe("smallest");
    expect(refusedRange(kMeans, { ...config, largest: 0.2 })).toBeNull();
    expect(refusedRange(kMeans, { ...config, largest: 0.1 })?.problem.en).toMatch(/^6 segments/);
    const groups = { algorithm: "consensus", fewestGroups: 12 } as const;
    expect(refusedRange(consensus, { ...config, ...groups, mostGroups: 8 })).toMatchObject({ param: "mostGroups" });
    expect(refusedRange(consensus, { ...config, ...groups })).toBeNull();
    expect(refusedRange(dbscan, { ...config, largest: 0.1 })).toBeNull();
  });
});
