"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { findingCharts, standardChoice } from "../../lib/segments/charts/findings/index.ts";
import { describeMatch, matchChart } from "../../lib/segments/charts/findings/match.ts";
import { chosenModel, labelMeasures, modelName, triedModels } from "../../lib/segments/charts/findings/told-labels.ts";
import { unitOf } from "../../lib/segments/charts/people.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { Findings, ReportData } from "../../lib/segments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Select } from "../ui/field.tsx";
import { FigureGrid } from "./figure-grid.tsx";
import { FindingHead, FindingNotes } from "./finding-words.tsx";
import type { ViewState } from "./use-view-state.ts";

interface LabelFindingsProps {
  readonly data: ReportData;
  readonly labels: NonNullable<Findings["labels"]>;
  readonly scene: Scene | null;
  readonly state: ViewState;
  readonly onChange: (part: Partial<ViewState>) => void;
}

/** How well the shop's own label is told: every model, and one of them from near. */
export function LabelFindings({ data, labels, scene, state, onChange }: LabelFindingsProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const say = useLocalised();
  const label = labelMeasures.find((one) => one === state.measure) ?? standardChoice.label;
  const asked = state.model === "" ? null : Number(state.model);
  const charts = useMemo(
    () => findingCharts(data, "labels", { ...standardChoice, label, model: asked }),
    [data, label, asked],
  );
  const match = charts.filter((chart) => chart === matchChart);
  const [first, ...rest] = charts.filter((chart) => chart !== matchChart);
  const matched = describeMatch(data, locale);
  const tried = triedModels(data);
  const { column, labelled, classes, judged, problem, notes, fineTuning, models } = labels;
  const beside = match.length > 0 && (
    <>
      <FigureGrid charts={match} data={data} scene={scene} height={heightFor(data.summary.segments.length)} />
      {matched && <FindingNotes notes={[{ en: matched, zh: matched }]} />}
    </>
  );
  if (problem || !first)
    return (
      <>
        <FindingHead title={t("found.labels.none", { column })} meta={problem ? say(problem) : ""} />
        {beside}
      </>
    );
  const shown = chosenModel(data, asked);
  const unit = unitOf(data);
  const leftOut = models.flatMap(({ leftOut: why, ...model }) =>
    why ? [{ en: `${modelName(model, "en")}: ${why.en}`, zh: `${modelName(model, "zh")}：${why.zh}` }] : [],
  );
  return (
    <>
      <FindingHead
        title={t("found.labels.title", { column, classes: classes.length, labelled, unit })}
        meta={t("found.labels.meta", { judged: formatNumber(judged), unit })}
      >
        <Select
          aria-label={t("found.measure")}
          className="w-auto max-w-56 py-0.5 text-xs"
          value={label}
          onChange={({ target }) => onChange({ measure: target.value === standardChoice.label ? "" : target.value })}
        >
          {labelMeasures.map((name) => (
            <option key={name} value={name}>
              {t(`found.labels.measure.${name}`)}
            </option>
          ))}
        </Select>
      </FindingHead>
      <FigureGrid charts={[first]} data={data} scene={scene} height={heightFor(tried.length)} />
      {beside}
      <FindingNotes notes={[...fineTuning.map(({ verdict }) => verdict), ...leftOut, ...notes]} />
      <div className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-2.5 text-sm">
        <label htmlFor="model-from-near">{t("found.labels.near")}</label>
        <Select
          id="model-from-near"
          className="w-auto max-w-72 py-0.5 text-xs"
          value={shown?.at ?? ""}
          onChange={({ target }) => onChange({ model: target.value })}
        >
          {tried.map((model) => (
            <option key={model.at} value={model.at}>
              {modelName(model, locale)}
            </option>
          ))}
        </Select>
      </div>
      <FigureGrid charts={rest} data={data} scene={scene} height="h-[320px]" />
    </>
  );
}

/** A row each for so many models. */
function heightFor(models: number): string {
  if (models <= 5) return "h-[220px]";
  if (models <= 9) return "h-[320px]";
  return models <= 14 ? "h-[440px]" : "h-[600px]";
}
