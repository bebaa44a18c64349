import { describe, expect, it } from "vitest";
import { locales } from "../../../core/localised.ts";
import type { Findings, ReportData } from "../../schema.ts";
import { findings, threeClasses, twoClasses } from "../fixtures/findings.ts";
import { seriesOf, valuesOf } from "../fixtures/option.ts";
import { hostile, makeReport } from "../fixtures/report-data.ts";
import { pageTheme } from "../fixtures/themes.ts";
import { wilsonInterval } from "./calibration.ts";
import { type FindingKind, findingCharts, standardChoice } from "./index.ts";

const report = (some: Findings): ReportData => ({ ...makeReport(), findings: some });
const kinds: readonly FindingKind[] = ["blocks", "outOfTime", "labels"];
const view = { width: 520, height: 320, focus: [] };
const theme = pageTheme("light");

const { usefulness } = findings;
if (!usefulness) throw new Error("the fixture is judged out of time");
const nothing = { gini: null, topDecileLift: null, repeatAuc: null };
const silent: Findings = {
  usefulness: {
    ...usefulness,
    base: null,
    sets: usefulness.sets.map((set) => ({ ...set, alone: nothing, increment: nothing, overRfm: null })),
    blocks: usefulness.blocks.map((block) => ({ ...block, with: nothing, without: nothing, difference: nothing })),
  },
  labels: { ...threeClasses, curves: [{ source: "features", points: [] }], models: threeClasses.models.slice(3) },
};
const agreement = { ari: 0.662, ami: 0.5, homogeneity: 0.6, completeness: 0.55, vMeasure: 0.574 };
const match: NonNullable<Findings["match"]> = {
  ...{ column: "persona", users: 160, classes: ["reseller", "gift giver"], hasNoise: true },
  table: [
    [90, 10],
    [5, 50],
    ...makeReport()
      .summary.segments.slice(2)
      .map(() => [0, 0]),
    [5, 0],
  ],
  agreement,
};
const runs: readonly (readonly [string, Findings])[] = [
  ["two classes and three blocks", findings],
  ["three classes", { labels: threeClasses }],
  [
    "hostile names",
    {
      labels: {
        ...twoClasses,
        column: hostile,
        positive: hostile,
        classes: twoClasses.classes.map((own) => ({ ...own, name: own.name === "yes" ? hostile : own.name })),
      },
    },
  ],
  ["segments beside a label", { labels: threeClasses, match }],
  ["nothing that can be said", silent],
];

describe.each(runs)("the charts of %s", (_, some) => {
  const data = report(some);
  const charts = kinds.flatMap((kind) => findingCharts(data, kind));

  it("are different ones", () => {
    expect(charts.length).toBeGreaterThan(0);
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
  });

  it.each(charts.map((chart) => [chart.id, chart] as const))(
    "%s says its finding in both languages, whole",
    (_, chart) => {
      for (const part of [chart.title, chart.subtitle, chart.description]) {
        const said = locales.map((locale) => part(data, locale));
        for (const text of said) expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\?\?|^$/);
      }
      expect(chart.title(data, "zh")).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it.each(charts.map((chart) => [chart.id, chart] as const))(
    "%s is pure and can be drawn small and dark",
    (_, chart) => {
      const first = JSON.stringify(chart.option(data, "en", theme, view));
      expect(JSON.stringify(chart.option(data, "en", theme, view))).toBe(first);
      expect(first).not.toMatch(/NaN|undefined/);
      const option = chart.option(data, "zh", pageTheme("dark"), { width: 300, height: 240, focus: [] });
      expect(option.aria).toMatchObject({ label: { description: chart.description(data, "zh") } });
      expect(JSON.stringify(option)).not.toContain(theme.ink);
    },
  );

  it.each(charts.map((chart) => [chart.id, chart] as const))(
    "%s has a table twin with a cell for every column",
    (_, chart) => {
      for (const locale of locales) {
        const { columns, rows } = chart.table(data, locale);
        for (const row of rows) {
          expect(row).toHaveLength(columns.length);
          row.forEach((cell, at) => {
            if (cell !== null) expect(typeof cell).toBe(columns[at]?.kind === null ? "string" : "number");
          });
        }
      }
      expect(chart.hover(data, "en", { series: "values", index: 999, value: [] })).toBeNull();
    },
  );
});

describe("what each block adds", () => {
  const data = report(findings);
  const [agreement, lift] = findingCharts(data, "blocks");

  it("names the block without which the segments would be others", () => {
    expect(agreement?.title(data, "en")).toBe(
      "What people did shape the segments most: without, agreement falls to 0.44; fitting anew gives 0.97",
    );
    // Below chance is drawn as nothing, and written as it is.
    expect(valuesOf(seriesOf(agreement?.option(data, "en", theme, view) ?? {}, "alone"))).toEqual([0.52, 0, 0]);
    expect(agreement?.table(data, "en").rows[1]).toContain(-0.02);
  });

  it("says what is lost out of time without a block, and whose loss is sure", () => {
    expect(lift?.title(data, "en")).toBe(
      "What people did add to the joined segments, out of time: Lift of the top tenth +0.500 to +0.900",
    );
    const sure = { ...usefulness, blocks: usefulness.blocks.slice(0, 1) };
    expect(lift?.title(report({ usefulness: sure }), "en")).toMatch(/^No evidence that any one block changes/);
  });

  it("is not drawn of a run with features alone", () => {
    expect(kinds.flatMap((kind) => findingCharts(report({}), kind))).toEqual([]);
  });
});

describe("what came later", () => {
  it("is told of the best way that surely adds; else that there is no evidence", () => {
    const data = report(findings);
    const [, chart] = findingCharts(data, "outOfTime");
    expect(chart?.title(data, "en")).toBe(
      "What people did: segments tell later spend beyond past spend and RFM, Gini +0.012 to +0.028",
    );
    const open = { ...usefulness, sets: usefulness?.sets.filter(({ id }) => id !== "behaviour") } as typeof usefulness &
      object;
    expect(chart?.title(report({ usefulness: open }), "en")).toBe(
      "No evidence that segments tell later spend beyond past spend and RFM",
    );
    expect(chart?.title(report(silent), "zh")).toBe("之后的购买太少，无法判断");
  });
});

describe("what came later, from date to date", () => {
  const origins = usefulness.origins;
  const of = (added: readonly number[]) =>
    report({
      usefulness: {
        ...usefulness,
        origins: added.map((value, at) => {
          const gini = { value, low: value - 0.01, high: value + 0.01 };
          const first = origins[at] ?? origins[0];
          if (!first) throw new Error("the fixture has origins");
          return { ...first, sets: first.sets.map((set) => ({ ...set, increment: { ...set.increment, gini } })) };
        }),
      },
    });
  const title = (added: readonly number[]) => findingCharts(of(added), "outOfTime")[0]?.title(of(added), "en");

  it("is the answer: in how many stretches the run's own segments told more, or less", () => {
    expect(title([0.02, 0.03])).toMatch(/^In 2 of 2 stretches of time the segments added to what past spend/);
    expect(title([0.02, -0.03, 0])).toMatch(/in 1 of 3 stretches of time, and took from it in 1$/);
    expect(title([0, -0.03, 0])).toMatch(/^The segments took from .* in 1 of 3 stretches of time, and added in none$/);
    expect(title([0, 0])).toMatch(/^In none of 2 stretches of time is there evidence/);
  });

  it("has a row a date with its interval, and the mean with its range, not with an interval", () => {
    const data = of([0.02, -0.03, 0.04]);
    const [chart] = findingCharts(data, "outOfTime");
    const option = chart?.option(data, "en", theme, view) ?? {};
    const ends = (seriesOf(option, "intervals").data ?? []) as { value: number[] }[];
    const written = (end = 0) => Number(end.toFixed(3));
    expect(ends.map(({ value }) => [written(value[0]), written(value[2])])).toEqual([
      [0.01, 0.03],
      [-0.04, -0.02],
      [0.03, 0.05],
      [-0.03, 0.04],
    ]);
    expect(chart?.table(data, "en").rows).toHaveLength(6);
    const card = (index: number) => chart?.hover(data, "en", { series: "values", index, value: [] });
    expect(card(0)).toMatchObject({ title: "After 5 May 2011", subtitle: "judged by what came until 5 Jun 2011" });
    expect(card(3)).toMatchObject({ title: "Mean, range", subtitle: "" });
    expect(card(4)).toBeNull();
  });

  it("is not drawn of one date", () => {
    expect(findingCharts(of([0.02]), "outOfTime").map(({ id }) => id)).not.toContain("origins-gini");
  });
});

describe("how a label is told", () => {
  const data = report(findings);
  const titles = (own: ReportData, choice = standardChoice) =>
    Object.fromEntries(findingCharts(own, "labels", choice).map((chart) => [chart.id, chart.title(own, "en")]));

  it("of two classes", () => {
    expect(titles(data)).toEqual({
      "models-rocAuc":
        "Boosted trees on features tells “Revenue” best: ROC AUC 0.930, +0.024 over logistic regression on features",
      confusion: "58\u00a0% of those who are “yes” are found; 73\u00a0% of the found are right",
      calibration: "Its probabilities can be taken at their word: off by 1.2 points on average",
      roc: "“yes” outscores any other in 93\u00a0% of pairs",
      precision: "When half of “yes” are found, 76\u00a0% of those picked are right; at random 15\u00a0%",
      "label-curve": "More users would still help: ROC AUC 0.860 with 986 users, 0.910 with 9,864",
      "fine-tuning-rocAuc": "Fine-tuning gains +0.070 (+0.050 to +0.090) ROC AUC",
      "fine-tuning-changes":
        "Fine-tuned, the transformer stays behind Boosted trees, features: ROC AUC −0.020 (−0.030 to −0.010)",
    });
  });

  it("of three, and of a model that is chosen", () => {
    const three = report({ labels: threeClasses });
    expect(titles(three).confusion).toBe("Nobody is taken for another");
    expect(titles(three, { ...standardChoice, model: 0 }).confusion).toBe(
      "“gift giver” is taken for “reseller” most often: 33\u00a0% of its users",
    );
    expect(Object.keys(titles(three))).not.toContain("roc");
  });

  it("by a loss less is better, and its differences are turned round", () => {
    const [chart] = findingCharts(data, "labels", { ...standardChoice, label: "logLoss" });
    expect(chart?.title(data, "en")).toMatch(
      /^Boosted trees on features tells “Revenue” best: Log loss 0\.270, −0\.024 over/,
    );
    const changes = findingCharts(data, "labels").find(({ id }) => id === "fine-tuning-changes");
    const row = changes?.table(data, "en").rows.find(([name]) => name === "Log loss");
    expect(row?.[2]).toBeCloseTo(0.07);
  });
});

describe("wilsonInterval", () => {
  it("is that of a table: 10 of 20 is .299–.701, none of 10 is 0–.278", () => {
    const half = wilsonInterval(0.5, 20);
    expect([half.low, half.high].map((end) => end.toFixed(3))).toEqual(["0.299", "0.701"]);
    const none = wilsonInterval(0, 10);
    expect([none.low.toFixed(3), none.high.toFixed(3)]).toEqual(["0.000", "0.278"]);
    expect(wilsonInterval(1, 1).high).toBe(1);
  });
});

describe("segments beside the label", () => {
  const data = report({ match });

  it("are graded by how far they agree", () => {
    const [chart] = findingCharts(data, "labels");
    expect(chart?.title(data, "en")).toBe("Segments are much like the groups of “persona”: agreement 0.66 of 1");
    const little = report({ match: { ...match, agreement: { ...agreement, ari: 0.01 } } });
    expect(chart?.title(little, "en")).toContain("little to do with");
  });

  it("keep who is in no segment as a row", () => {
    expect(findingCharts(data, "labels")[0]?.table(data, "en").rows.at(-2)).toEqual([
      "In no segment",
      "reseller",
      5,
      1,
    ]);
  });

  it("say nothing where the label tells nobody apart", () => {
    expect(findingCharts(report({ match: { ...match, agreement: null } }), "labels")).toEqual([]);
  });
});
