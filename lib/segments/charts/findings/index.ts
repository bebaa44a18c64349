import type { MeasureName } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart } from "../chart.ts";
import { blockLiftChart } from "./block-lift.ts";
import { calibrationChart } from "./calibration.ts";
import { confusionChart } from "./confusion.ts";
import { contributionChart } from "./contribution.ts";
import { fineTuningChangesChart, fineTuningChart } from "./fine-tuning.ts";
import { labelCurveChart } from "./label-curve.ts";
import { labelModelsChart } from "./label-models.ts";
import { matchChart } from "./match.ts";
import { hasCuts, precisionChart, rocChart } from "./ranking-curves.ts";
import { type UsefulnessMeasure, usefulnessChart } from "./usefulness.ts";
import { judgedOf, usefulnessOriginsChart } from "./usefulness-origins.ts";

/** What stages found, as people ask for it. */
export type FindingKind = "blocks" | "outOfTime" | "labels";

export interface FindingChoice {
  readonly usefulness: UsefulnessMeasure;
  readonly label: MeasureName;
  /** Place of the model that is looked at; null: the best. */
  readonly model: number | null;
}

export const standardChoice: FindingChoice = { usefulness: "gini", label: "rocAuc", model: null };

/** The charts of what a run's stages found, the first of a kind its answer; what there is nothing of is left out. */
export function findingCharts(data: ReportData, kind: FindingKind, choice: FindingChoice = standardChoice): Chart[] {
  return chartsOf[kind](data, choice);
}

const chartsOf: Readonly<Record<FindingKind, (data: ReportData, choice: FindingChoice) => Chart[]>> = {
  blocks: ({ findings: { contribution, usefulness } }) => [
    ...(contribution ? [contributionChart] : []),
    ...(usefulness && usefulness.blocks.length > 0 ? [blockLiftChart("topDecileLift")] : []),
  ],
  outOfTime: (data, choice) => {
    const { usefulness } = data.findings;
    return usefulness && usefulness.problem === null
      ? [
          ...(judgedOf(data).length > 1 ? [usefulnessOriginsChart(choice.usefulness)] : []),
          usefulnessChart(choice.usefulness),
          ...(usefulness.blocks.length > 0 ? [blockLiftChart(choice.usefulness)] : []),
        ]
      : [];
  },
  labels: (data, { label, model }) => {
    const { labels } = data.findings;
    const compared = data.findings.match?.agreement ? [matchChart] : [];
    if (!labels || labels.problem !== null) return compared;
    return [
      labelModelsChart(label),
      ...compared,
      ...(labels.fineTuning.length > 0 ? [fineTuningChart(label), fineTuningChangesChart] : []),
      confusionChart(model),
      calibrationChart(model),
      ...(hasCuts(data, model) ? [rocChart(model), precisionChart(model)] : []),
      ...(labels.curves.length > 0 ? [labelCurveChart] : []),
    ];
  },
};
