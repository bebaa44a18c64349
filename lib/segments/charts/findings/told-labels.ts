import type { Locale } from "../../../core/localised.ts";
import type { LabelModel, LabelsSummary, MeasureName } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import { say } from "./messages.ts";

export const labelMeasures = [
  "rocAuc",
  "averagePrecision",
  "macroF1",
  "weightedF1",
  "accuracy",
  "logLoss",
  "brier",
] as const satisfies readonly MeasureName[];

/** Losses, of which less is better. */
const losses: ReadonlySet<MeasureName> = new Set(["logLoss", "brier"]);

export function isLoss(measure: MeasureName): boolean {
  return losses.has(measure);
}

/** A model that was tried, with its place in the summary's list. */
export type TriedModel = LabelModel & { readonly figures: NonNullable<LabelModel["figures"]>; readonly at: number };

export function triedModels({ findings }: ReportData): TriedModel[] {
  const models = findings.labels?.models ?? [];
  return models.flatMap((model, at) => (model.figures ? [{ ...model, figures: model.figures, at }] : []));
}

/** Those with the figure, the best first; the first of the list where two are as good. */
export function byMeasure(data: ReportData, measure: MeasureName): TriedModel[] {
  const sign = isLoss(measure) ? 1 : -1;
  const told = ({ figures }: TriedModel) => figures.measures[measure]?.value ?? Number.NaN;
  return triedModels(data)
    .filter((model) => !Number.isNaN(told(model)))
    .sort((a, b) => sign * (told(a) - told(b)));
}

/** The model that is looked at: the one that was chosen, else the best by ROC AUC, else by log loss. */
export function chosenModel(data: ReportData, at: number | null): TriedModel | undefined {
  const tried = triedModels(data);
  return (
    tried.find((model) => model.at === at) ?? byMeasure(data, "rocAuc")[0] ?? byMeasure(data, "logLoss")[0] ?? tried[0]
  );
}

export function modelName({ label, source }: Pick<LabelModel, "label" | "source">, locale: Locale): string {
  return say(locale, "modelOn", { model: label[locale], source: say(locale, `source.${source}`) });
}

export function labelsOf({ findings }: ReportData): LabelsSummary | undefined {
  return findings.labels;
}
