import { describe, expect, it } from "vitest";
import type { FitMeasures } from "../evaluation/schema.ts";
import { gradeSilhouette, judgeSegments } from "./verdict.ts";

const people = { en: "customers", zh: "客户" };

function fit(k: number, silhouette: number, cloud: number | null, spread = 0.004): FitMeasures {
  const nullSilhouette = cloud === null ? null : { mean: cloud, low: cloud - spread, high: cloud + spread };
  return {
    k,
    inertia: 1,
    silhouette,
    silhouetteStandardError: null,
    nullSilhouette,
    flatSilhouette: null,
    simplifiedSilhouette: silhouette,
    calinskiHarabasz: 1,
    daviesBouldin: 1,
    offered: k > 2,
  };
}

/** A tenth of customers brings half of the revenue. */
const uneven = [
  { name: { en: "Typical customers", zh: "普通客户" }, share: 0.9, revenueShare: 0.5 },
  { name: { en: "Recent big spenders", zh: "近期高消费客户" }, share: 0.1, revenueShare: 0.5 },
];
const even = uneven.map((segment) => ({ ...segment, revenueShare: segment.share }));

function judge(silhouette: number, cloud: number | null, segments = uneven, k = 5) {
  const measures = { mean: silhouette, standardError: null, bySegment: [], sample: 100 };
  const fits = [fit(2, 0.5, null), fit(3, 0.3, null), fit(k, silhouette, cloud)];
  return judgeSegments({
    evaluation: { k, chosenBy: "auto", fits, silhouette: measures },
    segments,
    people,
    users: 1000,
    wholesale: null,
  });
}

describe("gradeSilhouette", () => {
  it.each([
    [-0.2, "none"],
    [0.25, "none"],
    [0.254, "none"],
    [0.26, "weak"],
    [0.5, "weak"],
    [0.51, "reasonable"],
    [0.7, "reasonable"],
    [0.71, "strong"],
    [1, "strong"],
  ])("grades %d as %s, by the two decimals that are shown", (width, strength) => {
    expect(gradeSilhouette(width)).toBe(strength);
  });
});

describe("judgeSegments", () => {
  it("makes no claim of a handful of people", () => {
    const measures = { mean: 0.8, standardError: null, bySegment: [], sample: 9 };
    const fits = [fit(3, 0.8, 0.3)];
    const evaluation = { k: 3, chosenBy: "auto", fits, silhouette: measures } as const;
    const { sentence } = judgeSegments({ evaluation, segments: uneven, people, users: 9, wholesale: null });
    expect(sentence).toEqual({
      en: "Nine customers are too few to tell groups from chance: take these three as a sketch.",
      zh: "只有 9 位客户，不足以判断人群是否真实存在；这 3 群仅供参考。",
    });
  });

  it("calls Online Retail what it is: slices of one cloud, of use because revenue is concentrated", () => {
    const { strength, aboveNull, sentence, detail } = judge(0.34, 0.3);
    expect(strength).toBe("weak");
    expect(aboveNull.ok && aboveNull.value).toBeCloseTo(0.04, 12);
    expect(sentence).toEqual({
      en: "Five useful slices of one cloud. One customer in ten brings half of the revenue: “Recent big spenders”.",
      zh: "整体连成一片，没有天然的分界；分成 5 群仍有实用价值。10% 的客户（“近期高消费客户”）贡献了一半的收入。",
    });
    expect(detail).toEqual({
      en: "Average silhouette width 0.34 (weak, could be artificial); one cloud of the same shape gives 0.30.",
      zh: "平均轮廓系数 0.34（结构较弱，可能是人为划分）；形状相同的单一群体为 0.30。",
    });
  });

  it("does not call slices useful where nothing says so", () => {
    expect(judge(0.34, 0.3, even).sentence.en).toBe(
      "Five slices of one cloud. Revenue is spread over them much as customers are.",
    );
  });

  it.each([
    ["no structure", 0.2, 0.05, "none", /^Five useful slices of one cloud\./],
    ["weak, at the null", 0.4, 0.4, "weak", /^Five useful slices of one cloud\./],
    [
      "weak, well above the null",
      0.45,
      0.3,
      "weak",
      /^Five groups that stand apart weakly, yet more than one cloud would\./,
    ],
    ["reasonable", 0.6, 0.3, "reasonable", /^Five groups with a reasonable structure\. /],
    ["strong", 0.8, 0.3, "strong", /^Five groups that stand clearly apart\. /],
    ["strong by itself, no better than a cloud", 0.8, 0.8, "weak", /^Five useful slices of one cloud\./],
    ["reasonable, a hair above the cloud", 0.55, 0.52, "reasonable", /^Five useful slices of one cloud\./],
    ["weak, never compared", 0.4, null, "weak", /they could be one cloud, which was not tried\./],
    ["strong, never compared", 0.8, null, "strong", /not compared with one cloud\./],
  ])("%s", (_, width, cloud, strength, sentence) => {
    const verdict = judge(width, cloud);
    expect(verdict.strength).toBe(strength);
    expect(verdict.sentence.en).toMatch(sentence);
    expect(verdict.sentence.zh.length).toBeGreaterThan(10);
  });

  it("never praises what a structureless cloud reaches as well", () => {
    for (let width = 0; width <= 1; width += 0.01) {
      expect(judge(width, width).sentence.en).toContain("slices of one cloud");
      expect(["none", "weak"]).toContain(judge(width, width).strength);
    }
  });

  it("says that fewer than three groups are a choice of ours when three came out", () => {
    expect(judge(0.34, 0.3, uneven, 3).detail.en).toContain("fewer than three groups are not offered");
    expect(judge(0.34, 0.3, uneven, 5).detail.en).not.toContain("not offered");
  });

  it("shows the error of a sampled silhouette and the range of the clouds", () => {
    const fits = [fit(4, 0.34, 0.3, 0.02)];
    const silhouette = { mean: 0.34, standardError: 0.0031, bySegment: [], sample: 10_000 };
    const { detail } = judgeSegments({
      evaluation: { k: 4, chosenBy: "asked", fits, silhouette },
      segments: uneven,
      people,
      users: 70_000,
      wholesale: null,
    });
    expect(detail.en).toBe(
      "Average silhouette width 0.34 ± 0.003 (weak, could be artificial); one cloud of the same shape gives 0.30 (0.28–0.32).",
    );
  });
});
