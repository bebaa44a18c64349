import { describe, expect, it } from "vitest";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { boardMeasures, describeSettings, measureRun } from "./board.ts";
import { RunConfig } from "./schema.ts";

const fit = {
  ...{ k: 3, inertia: 1, silhouette: 0.5, silhouetteStandardError: null, flatSilhouette: null },
  nullSilhouette: { mean: 0.3, low: 0.29, high: 0.31 },
  ...{ simplifiedSilhouette: 0.55, calinskiHarabasz: 812, daviesBouldin: 0.9, dunn: 0.1, offered: true },
};
const silhouette = { mean: 0.5, standardError: null, bySegment: [0.5], sample: 10 };

describe("what a run is measured by", () => {
  it("is each index of the chosen fit beside its null", () => {
    expect(measureRun({ k: 3, fits: [{ ...fit, k: 2, daviesBouldin: 5 }, fit], silhouette })).toEqual({
      silhouette: { value: 0.5, null: 0.3 },
      daviesBouldin: { value: 0.9, null: null },
      calinskiHarabasz: { value: 812, null: null },
    });
  });

  it("is nothing where there is one group", () => {
    const one = { ...fit, k: 1, silhouette: null, daviesBouldin: null, calinskiHarabasz: null };
    expect(measureRun({ k: 1, fits: [one], silhouette: { ...silhouette, mean: null } })).toEqual({});
  });

  it("says of each measure which way is better, in both languages", () => {
    expect(boardMeasures.map(({ id }) => id)).toContain("stability");
    for (const { label, help, better } of boardMeasures) {
      expect([label.en, label.zh, help.en, help.zh].every((text) => text.length > 0)).toBe(true);
      expect(better).toBe(help.en.includes("smaller is better") ? "lower" : "higher");
    }
  });
});

describe("the settings of a run on a board", () => {
  const settings = (clustering: object) => {
    const parsed = RunConfig.shape.clustering.parse(clustering);
    return describeSettings(parsed, findAlgorithm(parsed.algorithm));
  };

  it("are how many segments were asked for, and the way where there is a choice", () => {
    expect(settings({ algorithm: "hierarchical", k: 6, linkage: "average" })).toEqual({
      en: "k = 6 · Average distance",
      zh: "k = 6 · 平均距离",
    });
    const gower = { algorithm: "hierarchical", k: 6, linkage: "average", distance: "gower" };
    expect(settings(gower).en).toBe("k = 6 · Average distance · Feature by feature (Gower)");
    expect(settings({ algorithm: "k-means" }).en).toBe("k chosen from 3–10");
  });

  it("name a number that is not the usual one", () => {
    expect(settings({ algorithm: "k-means", restarts: 40 }).en).toMatch(/^k chosen from 3–10 · .+ 40$/);
  });
});
