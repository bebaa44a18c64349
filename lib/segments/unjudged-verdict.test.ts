import { expect, it } from "vitest";
import type { Verdict } from "./schema.ts";
import { tellUnjudged } from "./unjudged-verdict.ts";

const verdict = { detail: { en: "Width 0.84.", zh: "轮廓 0.84。" } } as Verdict;
const segment = (name: string, silhouette: number | null, size = 1200) => ({
  name: { en: name, zh: name },
  silhouette,
  size,
});

it("says of which segments no check saw anybody", () => {
  expect(tellUnjudged(verdict, [segment("A", 0.8), segment("B", null)]).detail).toEqual({
    en: "Width 0.84. No figure of fit speaks of these, as the checks saw none of their members: B (1,200).",
    zh: "轮廓 0.84。各项检验未涉及以下人群的任何成员，因此不能说明它们是否真实存在：B（1,200）。",
  });
  expect(tellUnjudged(verdict, [segment("A", 0.8), segment("B", Number.NaN)]).detail.en).toContain("B (1,200)");
});

it("leaves it as it is where all were seen, none was, or nobody is in it", () => {
  for (const segments of [[segment("A", 0.8)], [segment("A", null)], [segment("A", 0.8), segment("B", null, 0)]])
    expect(tellUnjudged(verdict, segments)).toBe(verdict);
});
