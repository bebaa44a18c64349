import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { listCandidates, readCounts, withCounts } from "./candidates.ts";

const words = (en: string) => ({ en, zh: en });
const count = { minimum: 1, maximum: 100 };
const algorithms: RunOptions["algorithms"] = [
  {
    ...{ id: "k-means", label: words("k-means"), help: words("help"), clusters: count, takesPairs: false },
    params: [
      {
        ...{ name: "restarts", kind: "integer", minimum: 1, maximum: 50, default: 10 },
        ...{ label: words("Starts"), help: words("") },
      },
    ],
  },
  {
    ...{ id: "hierarchical", label: words("Hierarchical"), help: words("help"), clusters: count, takesPairs: false },
    params: [
      {
        ...{ name: "linkage", kind: "choice", default: "ward", label: words("Linkage"), help: words("") },
        options: [
          { value: "ward", label: words("Ward: tight groups") },
          { value: "average", label: words("Average distance") },
        ],
      },
      {
        ...{ name: "distance", kind: "choice", default: "euclidean", label: words("Distance"), help: words("") },
        ...{ options: ["euclidean", "gower"].map((value) => ({ value, label: words(value) })) },
        onlyWith: { param: "linkage", values: ["average"] },
      },
    ],
  },
  { id: "dbscan", label: words("DBSCAN"), help: words("help"), clusters: null, takesPairs: false, params: [] },
];

describe("what can be put on a board", () => {
  const clustering = { algorithm: "k-means", k: 5, kMin: 3, kMax: 8, restarts: 20 };
  const candidates = listCandidates({ algorithms }, clustering);

  it("is every algorithm in each of its ways, the usual one ticked", () => {
    expect(candidates.map(({ label, isUsual }) => [label.en, isUsual])).toEqual([
      ["k-means", true],
      ["Hierarchical: Ward: tight groups", true],
      ["Hierarchical: average distance", false],
      ["DBSCAN", true],
    ]);
    expect(new Set(candidates.map(({ id }) => id)).size).toBe(4);
  });

  it("keeps how many segments are asked for where that can be told, and the settings of the own algorithm", () => {
    expect(candidates.map((candidate) => candidate.clustering)).toEqual([
      clustering,
      { algorithm: "hierarchical", k: 5, kMin: 3, kMax: 8, linkage: "ward", distance: "euclidean" },
      { algorithm: "hierarchical", k: 5, kMin: 3, kMax: 8, linkage: "average", distance: "euclidean" },
      { algorithm: "dbscan" },
    ]);
  });

  it("says of each whether it keeps to rules that are set", () => {
    const ruled = { ...clustering, largest: 0.3, pairs: [{ apart: ["a", "b"] as [string, string] }] };
    expect(candidates.every(({ keepsRules }) => keepsRules)).toBe(true);
    expect(listCandidates({ algorithms }, ruled).map(({ keepsRules }) => keepsRules)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const keeping = algorithms.map((one) => ({ ...one, takesPairs: one.id === "dbscan" }));
    const paired = listCandidates({ algorithms: keeping }, { ...ruled, largest: 1 });
    expect(paired.filter(({ keepsRules }) => keepsRules).map(({ id }) => id)).toEqual(["dbscan"]);
  });

  it("ticks the way that the draft has chosen", () => {
    const asked = { algorithm: "hierarchical", k: "auto", kMin: 3, kMax: 10, linkage: "average", distance: "gower" };
    const [, ward, average] = listCandidates({ algorithms }, asked);
    expect([ward?.isUsual, average?.isUsual]).toEqual([false, true]);
    // What the other way cannot have is its default there.
    expect([ward?.clustering.distance, average?.clustering.distance]).toEqual(["euclidean", "gower"]);
  });
});

describe("how many segments a board is asked for", () => {
  it.each([
    ["auto, 4, 6", ["auto", 4, 6]],
    ["自动，4、4", ["auto", 4]],
    [" 8 ", [8]],
    ["100", [100]],
  ])("reads %j", (text, counts) => {
    expect(readCounts(text, "自动")).toEqual(counts);
  });

  it.each(["", "four", "0", "1", "101", "4, -2", "3.5", "4,,x"])("refuses %j", (text) => {
    expect(readCounts(text, "auto")).toBeNull();
  });

  it("makes each way once with each, and once where the algorithm finds how many", () => {
    const clustering = { algorithm: "k-means", k: 5, kMin: 3, kMax: 8, restarts: 20 };
    const all = withCounts(listCandidates({ algorithms }, clustering), [4, "auto"]);
    expect(all.map((one) => [one.clustering.algorithm, one.clustering.k])).toEqual([
      ["k-means", 4],
      ["k-means", "auto"],
      ["hierarchical", 4],
      ["hierarchical", "auto"],
      ["hierarchical", 4],
      ["hierarchical", "auto"],
      ["dbscan", undefined],
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(7);
  });
});
