import type { AlphaSpending, ExperimentConfig, ExperimentMode } from "../../lib/experiments/config-schema.ts";
import type { ShopMetricId } from "../../lib/experiments/metric-names-schema.ts";
import type { ExperimentDesign, ExperimentPeople, NewExperiment, Targeting } from "../../lib/experiments/schema.ts";
import { shopMetric } from "../../lib/experiments/shop-metrics-schema.ts";

/** A design as its page holds it; whoever is tried on stands in the address. */
export interface DesignDraft {
  readonly name: string;
  readonly hypothesis: string;
  readonly metrics: readonly ShopMetricId[];
  readonly primary: ShopMetricId;
  readonly arms: readonly { readonly arm: string; readonly percent: number }[];
  readonly holdoutPercent: number;
  readonly layer: { readonly name: string; readonly percent: number } | null;
  readonly entry: ExperimentDesign["entry"];
  readonly stratified: boolean;
  readonly windowDays: number;
  readonly days: number;
  readonly mode: ExperimentMode;
  readonly looks: number;
  readonly spending: AlphaSpending;
  readonly money: ExperimentConfig["money"] | undefined;
  /** Segmentation against segmentation: whose segments each of two variants is targeted by; null: one treatment against another. */
  readonly targeting: readonly [Targeting, Targeting] | null;
  /** Of the first metric's level; null: any difference matters. */
  readonly marginPercent: number | null;
  /** Is whom to treat next time learnt from it? */
  readonly learns: boolean;
}

export function newDesign(arms: readonly [string, string]): DesignDraft {
  return {
    ...{ name: "", hypothesis: "", metrics: ["revenue", "conversion"], primary: "conversion" },
    ...{ arms: arms.map((arm) => ({ arm, percent: 50 })), holdoutPercent: 0, layer: null, entry: "start" },
    ...{
      stratified: true,
      windowDays: 14,
      days: 14,
      mode: "fixed",
      looks: 4,
      spending: "obrien-fleming",
      money: undefined,
    },
    ...{ targeting: null, marginPercent: null, learns: false },
  };
}

export function totalPercent({ arms }: Pick<DesignDraft, "arms">): number {
  return Math.round(100 * arms.reduce((sum, { percent }) => sum + percent, 0)) / 100;
}

/** The last of equal parts takes what rounding leaves. */
export function splitEqually(arms: DesignDraft["arms"]): DesignDraft["arms"] {
  const part = Math.floor(1000 / arms.length) / 10;
  return arms.map(({ arm }, at) => ({
    arm,
    percent: at < arms.length - 1 ? part : Math.round(10 * (100 - part * (arms.length - 1))) / 10,
  }));
}

/** Two segmentations are compared on everybody that the first run of theirs knows. */
export function targetedPeople(targeting: NonNullable<DesignDraft["targeting"]>): ExperimentPeople | null {
  const run = targeting.find((one) => one.kind === "run");
  return run?.kind === "run" ? { kind: "run", id: run.id } : null;
}

/** What is asked of the API. */
export function toNewExperiment(
  draft: DesignDraft,
  people: ExperimentPeople,
  locale: "en" | "zh",
): Extract<NewExperiment, { source: "design" }> {
  const { name, hypothesis, metrics, primary, mode, looks, spending, money } = draft;
  const total = totalPercent(draft);
  const ordered = [primary, ...metrics.filter((id) => id !== primary)];
  return {
    source: "design",
    people,
    config: {
      ...{
        name: name.trim(),
        hypothesis: hypothesis.trim(),
        unit: null,
        mode,
        looks: mode === "group-sequential" ? looks : 1,
      },
      metrics: ordered.map((id) => shopMetric(id, id === primary ? "primary" : "secondary", locale)),
      ...{
        spending,
        tuning: 5000,
        alpha: 0.05,
        alternative: "two-sided",
        corrections: "none",
        family: "role",
        bySegment: "pooled",
      },
      ...(money === undefined ? {} : { money }),
      seed: 42,
    },
    design: {
      arms: draft.arms.map(({ arm, percent }) => ({ arm: arm.trim(), share: percent / total })),
      holdout: draft.holdoutPercent / 100,
      layer: draft.layer && { name: draft.layer.name.trim(), share: draft.layer.percent / 100 },
      ...{ entry: draft.entry, stratified: draft.entry === "start" && draft.stratified },
      ...{ windowDays: draft.windowDays, days: draft.days, targeting: draft.targeting && [...draft.targeting] },
      margin: draft.marginPercent === null ? null : draft.marginPercent / 100,
      learns: draft.learns,
    },
  };
}
