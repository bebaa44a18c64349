import { describe, expect, it } from "vitest";
import type { JudgesSummary, ReturningSegment, WindowsSummary } from "../evaluation/judges-schema.ts";
import type { FitMeasures } from "../evaluation/schema.ts";
import type { TableKind } from "../ingest/schema.ts";
import { gradeSilhouette, judgeSegments } from "./verdict.ts";

const kinds = new Set<TableKind>(["transactions", "users"]);
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
    dunn: 0.1,
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
    kinds,
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
    const { sentence } = judgeSegments({ evaluation, segments: uneven, people, users: 9, wholesale: null, kinds });
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
      "These customers do not form groups on these features. You could add what they view and click or what they write.",
    );
  });

  it.each([
    ["no structure", 0.2, 0.05, "none", /^Five useful slices of one cloud\./],
    ["weak, at the null", 0.4, 0.4, "weak", /^Five useful slices of one cloud\./],
    ["weak, well above the null", 0.45, 0.3, "weak", /^Five groups that stand apart weakly\./],
    ["reasonable", 0.6, 0.3, "reasonable", /^Five groups that stand reasonably apart\. /],
    ["strong", 0.8, 0.3, "strong", /^Five groups that stand clearly apart\. /],
    ["strong by itself, no better than a cloud", 0.8, 0.8, "weak", /^Five useful slices of one cloud\./],
    ["reasonable, a hair above the cloud", 0.55, 0.52, "weak", /^Five useful slices of one cloud\./],
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
      kinds,
    });
    expect(detail.en).toBe(
      "Average silhouette width 0.34 ± 0.003 (weak, could be artificial); one cloud of the same shape gives 0.30 (0.28–0.32).",
    );
  });
});

const halves: Omit<WindowsSummary, "segments"> = {
  first: { from: "2026-01-01", to: "2026-06-30", users: 500 },
  second: { from: "2026-07-01", to: "2026-12-31", users: 500 },
  ...{ users: 400, ari: 0.3, sameGroups: 0.8 },
};
/** Three of each shape, of which so many fell into groups. */
const clouds = (gaussian: number, flat: number): JudgesSummary["clouds"] => ({
  gaussian: { drawn: 3, split: gaussian },
  flat: { drawn: 3, split: flat },
});
const quiet: JudgesSummary = {
  ...{ mode: "quick", clouds: clouds(3, 3), curves: [] },
  stability: { ok: true, value: [] },
  sigClust: { ok: true, value: { index: 0.5, nullMean: 0.6, pValue: 0.02, clouds: 49 } },
  density: { ok: true, value: { value: -0.2, null: { mean: -0.3, low: -0.4, high: -0.1 } } },
  dips: [{ axis: "first", segments: null, statistic: 0.04, pValue: 0.0005, users: 1000 }],
};
const none = { ok: false, reason: { en: "Not computed.", zh: "未计算。" } } as const;
const onePeak = quiet.dips.map((dip) => ({ ...dip, pValue: 0.7 }));

function judgeAgain(
  judges: JudgesSummary,
  returns?: readonly boolean[],
  segments = uneven,
  flat: number | null = null,
) {
  const flatSilhouette = flat === null ? null : { mean: flat, low: flat, high: flat };
  const fits = [fit(3, 0.5, 0.3), { ...fit(4, 0.6, 0.3), flatSilhouette }];
  const found = returns?.map((one, segment): ReturningSegment => ({ segment, jaccard: one ? 0.9 : 0.4, returns: one }));
  return judgeSegments({
    evaluation: {
      ...{ k: 4, chosenBy: "auto", fits, judges },
      silhouette: { mean: 0.6, standardError: null, bySegment: [], sample: 100 },
      ...(found ? { windows: { ok: true, value: { ...halves, segments: found } } } : {}),
    },
    ...{ segments, people, users: 1000, wholesale: null, kinds },
  });
}

describe("judgeSegments beside all judges", () => {
  it("says of how many dip tests it names the least p value", () => {
    expect(judgeAgain(quiet).detail.en).toContain("dip test of more than one peak p < 0.001.");
    expect(judgeAgain(quiet).detail.en).toContain("; SigClust against one Gaussian p = 0.020 (long tails alone");
    expect(judgeAgain({ ...quiet, sigClust: none }).detail.en).not.toContain("SigClust");
    const pair = { axis: "pair", segments: [0, 1], statistic: 0.02, pValue: 0.004, users: 500 } as const;
    const { detail } = judgeAgain({ ...quiet, dips: [...onePeak, pair] });
    expect(detail.en).toContain("more than one peak p = 0.004 (the least of 2).");
    expect(detail.zh).toContain("多峰的 dip 检验 p = 0.004（2 次检验中最小）。");
  });

  it("says that groups return, or how many do not", () => {
    const all = judgeAgain(quiet, [true, true, true, true]);
    expect(all.sentence.en).toMatch(/^Four groups that stand reasonably apart and return in both half-years\. /);
    expect(all.sentence.zh).toMatch(/^4 个人群之间有较清楚的分界，且在前后两个半年中都会出现。/);
    expect(all.detail.en).toContain("the groups agree by 0.80, and who is in them by 0.30");
    const some = judgeAgain(quiet, [true, false, true, false]);
    expect(some.sentence.en).toMatch(/; two of four do not return in both half-years\. /);
    expect(judgeAgain(quiet, [true, true, true, false]).sentence.en).toContain("; one of four does not return");
    expect(judgeAgain(quiet, [false, false, false, false]).sentence.en).toContain("; all four do not return");
  });

  it("says why the two halves of the time were not compared, and not that anything returns", () => {
    const reason = { en: "Not applicable: these features have no dates.", zh: "不适用：这些特征没有日期。" };
    const { sentence, detail } = judgeSegments({
      evaluation: {
        ...{ k: 4, chosenBy: "auto", fits: [fit(4, 0.6, 0.3)], judges: quiet, windows: { ok: false, reason } },
        silhouette: { mean: 0.6, standardError: null, bySegment: [], sample: 100 },
      },
      ...{ segments: uneven, people, users: 1000, wholesale: null, kinds },
    });
    expect(sentence.en).not.toContain("return");
    expect(detail.en).toMatch(/; between the two halves of the time: not applicable: these features have no dates\.$/);
    expect(detail.zh).toMatch(/；前后两段时间的对比：不适用：这些特征没有日期。$/);
  });

  it("falls back on users drawn anew where the time cannot be halved", () => {
    const graded = (grade: "dissolved" | "stable") => ({
      ...{ segment: 0, jaccard: 0.5, standardError: 0.1, nullJaccard: 0.9, grade },
    });
    const stable = { ok: true, value: Array.from({ length: 4 }, () => graded("stable")) } as const;
    const lost = { ok: true, value: [graded("stable"), graded("dissolved")] } as const;
    expect(judgeAgain({ ...quiet, stability: stable }).sentence.en).toContain(
      "and come back when users are drawn anew.",
    );
    expect(judgeAgain({ ...quiet, stability: lost }).sentence.en).toContain("; one of four does not come back");
    const three = { ok: true, value: stable.value.slice(1) } as const;
    expect(judgeAgain({ ...quiet, stability: three }).sentence.en).not.toContain("come back");
  });

  it("calls what has one peak slices, however far above its clouds, and what a flat cloud reaches", () => {
    expect(judgeAgain({ ...quiet, dips: onePeak }).sentence.en).toMatch(/^Four useful slices of one cloud\. /);
    expect(judgeAgain(quiet, undefined, uneven, 0.59).sentence.en).toMatch(/^Four useful slices of one cloud\. /);
    expect(judgeAgain(quiet, undefined, uneven, 0.5).sentence.en).toMatch(/^Four groups /);
  });

  it("calls what has one peak slices where no cloud was drawn, too, and grades it no higher than weak", () => {
    const evaluation = {
      ...{ k: 4, chosenBy: "auto" as const, fits: [fit(4, 0.6, null)] },
      silhouette: { mean: 0.6, standardError: null, bySegment: [], sample: 100 },
      judges: {
        ...quiet,
        clouds: { gaussian: { drawn: 0, split: 0 }, flat: { drawn: 0, split: 0 } },
        dips: onePeak,
        density: none,
      },
    };
    const of = (judges: JudgesSummary) =>
      judgeSegments({
        ...{ evaluation: { ...evaluation, judges }, segments: uneven, people, users: 1000, wholesale: null, kinds },
      });
    expect(of(evaluation.judges)).toMatchObject({ strength: "weak" });
    expect(of(evaluation.judges).sentence.en).toMatch(/^Four useful slices of one cloud\. /);
    expect(of({ ...evaluation.judges, dips: quiet.dips }).sentence.en).toContain("not compared with one cloud");
  });

  it("does not speak of the rest where everybody is in the one group", () => {
    const [segment] = even;
    const evaluation = {
      ...{ k: 1, chosenBy: "auto" as const, fits: [] },
      silhouette: { mean: null, standardError: null, bySegment: [], sample: 0 },
    };
    const of = (share: number) =>
      judgeSegments({
        ...{ evaluation, people, users: 1000, wholesale: null, kinds },
        segments: segment ? [{ ...segment, share }] : [],
      });
    expect(of(1).detail.en).toBe("There is one dense group, and everybody is in it.");
    expect(of(0.8).detail.en).toContain("the rest lies around it");
  });

  it("tells clouds that stayed whole, which speaks for groups, from clouds that were not drawn", () => {
    const of = (judges: JudgesSummary, cloud: number | null, flat: number | null) => {
      const flatSilhouette = flat === null ? null : { mean: flat - 0.02, low: flat - 0.04, high: flat };
      return judgeSegments({
        evaluation: {
          ...{ k: 6, chosenBy: "auto", fits: [{ ...fit(6, 0.44, cloud, 0), offered: true, flatSilhouette }], judges },
          silhouette: { mean: 0.44, standardError: null, bySegment: [], sample: 100 },
        },
        ...{ segments: uneven, people, users: 1000, wholesale: null, kinds },
      });
    };
    const whole = of({ ...quiet, density: none, clouds: clouds(0, 3) }, null, 0.3);
    expect(whole.sentence.en).toMatch(/^Six groups that stand apart weakly\. /);
    expect(whole.detail.en).toContain(
      "; none of three clouds of the same shape fell into groups, flat ones did with 0.28 (0.26–0.30); SigClust",
    );
    expect(whole.detail.zh).toContain(
      "；形状相同、没有分群的 3 个对照群体都没有分裂，均匀分布的对照分裂后为 0.28（0.26–0.30）；",
    );
    expect(whole.aboveNull).toMatchObject({ ok: false, reason: { en: expect.stringContaining("stayed whole") } });
    expect(of({ ...quiet, density: none, clouds: clouds(0, 3) }, null, 0.43).sentence.en).toMatch(/^Six useful slices/);

    const untried = { gaussian: { drawn: 0, split: 0 }, flat: { drawn: 0, split: 0 } };
    const none0 = of({ ...quiet, density: none, clouds: untried }, null, null);
    expect(none0.sentence.en).toMatch(/^Six weak groups; they could be one cloud, which was not tried\. /);
    expect(none0.detail.en).toContain("; no cloud was drawn to compare it with;");
    expect(none0.aboveNull).toMatchObject({ ok: false, reason: { en: expect.stringContaining("No cloud was drawn") } });

    const one = of({ ...quiet, density: none, clouds: clouds(1, 3) }, 0.3, 0.3);
    expect(one.detail.en).toContain("gives 0.30 where it falls into groups at all (1 of 3 did);");
    expect(one.aboveNull).toMatchObject({ ok: true });
  });

  it("says what could be added where there are neither groups nor use", () => {
    const { sentence, strength } = judgeAgain({ ...quiet, dips: onePeak }, undefined, even);
    expect(sentence).toEqual({
      en: "These customers do not form groups on these features. You could add what they view and click or what they write.",
      zh: "按这些特征，客户没有形成不同的人群。可以补充浏览与点击行为、评价与留言等数据。",
    });
    expect(strength).toBe("weak");
  });

  it("counts it as apart where no cloud fell into groups at all, or where segments are denser than any cloud's", () => {
    const evaluation = {
      ...{ k: 2, chosenBy: "auto" as const, fits: [{ ...fit(2, 0.3, null), offered: true }] },
      silhouette: { mean: 0.3, standardError: null, bySegment: [], sample: 100 },
    };
    const verdict = (judges: JudgesSummary) =>
      judgeSegments({
        ...{ evaluation: { ...evaluation, judges }, segments: even, people, users: 1000, wholesale: null, kinds },
      });
    expect(verdict({ ...quiet, clouds: clouds(0, 0) }).sentence.en).toMatch(/^Two groups /);
    const dense = { ok: true, value: { value: 0.6, null: { mean: 0, low: -0.1, high: 0.2 } } } as const;
    expect(verdict({ ...quiet, density: dense }).sentence.en).toMatch(/^Two (weak )?groups/);
  });

  it("counts everybody where users are left out: who keeps the few that lie apart has no groups yet", () => {
    const of = (everybody: NonNullable<JudgesSummary["everybody"]>) =>
      judgeSegments({
        evaluation: {
          ...{ k: 6, chosenBy: "auto", fits: [{ ...fit(6, 0.6, 0.4, 0), offered: true }] },
          judges: { ...quiet, density: none, everybody },
          silhouette: { mean: 0.6, standardError: null, bySegment: [], sample: 100 },
        },
        ...{ segments: uneven, people, users: 1000, wholesale: null, kinds },
      });
    const cloud = { mean: 0.2, low: 0.15, high: 0.25 };
    const few = of({ share: 0.4, gaussian: cloud, flat: { mean: 0.22, low: 0.22, high: 0.22 } });
    expect(few.sentence.en).toMatch(/^Six useful slices/);
    expect(few.detail.en).toContain(
      "; over all of them, 0 for those in no segment, it is 0.24, clouds of the same shape give 0.20 (0.15–0.25), flat ones 0.22; SigClust",
    );
    expect(few.detail.zh).toContain(
      "；全部计入（未归入任何人群的按 0 计）后为 0.24，形状相同的单一群体为 0.20（0.15–0.25），均匀分布的对照为 0.22；",
    );
    expect(of({ share: 0.9, gaussian: cloud, flat: { mean: 0.22, low: 0.22, high: 0.22 } }).sentence.en).toMatch(
      /^Six groups/,
    );
    expect(of({ share: 0.9, gaussian: null, flat: null }).detail.en).not.toContain("over all");
  });

  it("answers why not another number, each with its first reasons", () => {
    const { whyNot } = judgeAgain(quiet);
    expect(whyNot).toEqual([
      { k: 3, sentence: { en: "Silhouette width 0.50, below 0.60.", zh: "轮廓系数 0.50，低于 0.60。" } },
    ]);
    expect(judge(0.34, 0.3).whyNot[0]).toMatchObject({
      k: 2,
      sentence: {
        en: "Fewer than three are not offered, which is a business default; though its silhouette width is 0.50, above 0.34.",
      },
    });
  });
});
