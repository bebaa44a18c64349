import { describe, expect, it } from "vitest";
import { tellNoise } from "./noise-verdict.ts";
import type { Verdict } from "./schema.ts";

const people = { en: "customers", zh: "客户" };
const verdict: Verdict = {
  strength: "reasonable",
  aboveNull: { ok: true, value: 0.3 },
  sentence: { en: "Two groups.", zh: "两个人群。" },
  detail: { en: "Width 0.60.", zh: "轮廓 0.60。" },
  whyNot: [],
};
const noise = (share: number, revenueShare: number | null = null) => ({
  ...{ size: Math.round(1200 * share), share, revenueShare },
  ...{ profile: [], nearest: [] },
});

describe("a verdict over some who are in no segment", () => {
  it("counts them and what they bring beside the figures, and leaves the sentence", () => {
    const told = tellNoise(verdict, noise(0.1, 0.25), 2, people);
    expect(told.sentence).toEqual(verdict.sentence);
    expect(told.detail.en.replaceAll("\u202f", " ").replaceAll("\u00a0", " ")).toBe(
      "Width 0.60. In no segment: 120 customers (10 %) with 25 % of the revenue.",
    );
    expect(told.detail.zh).toBe("轮廓 0.60。未归入任何人群：120 位客户（10%），收入占 25%。");
  });

  it("does not call a few of very many none", () => {
    const few = { ...noise(0), size: 3, share: 0.00003 };
    expect(tellNoise(verdict, few, 2, people).detail.zh).toBe("轮廓 0.60。未归入任何人群：3 位客户（< 0.1%）。");
  });

  it("says so first where they are most", () => {
    expect(tellNoise(verdict, noise(0.5), 2, people).sentence).toEqual({
      en: "Two groups. Most customers belong to none.",
      zh: "两个人群。多数客户不属于任何人群。",
    });
    expect(tellNoise(verdict, noise(0.49), 2, people).sentence).toEqual(verdict.sentence);
  });

  it("speaks of no money where there is none", () => {
    expect(tellNoise(verdict, noise(0.1), 2, people).detail.en).not.toContain("revenue");
  });

  it("stays as it is where everybody is in a segment, or nobody", () => {
    expect(tellNoise(verdict, null, 2, people)).toBe(verdict);
    expect(tellNoise(verdict, noise(1), 0, people)).toBe(verdict);
  });
});
