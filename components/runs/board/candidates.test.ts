import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { listCandidates } from "./candidates.ts";

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
