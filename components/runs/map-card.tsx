"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { mapChart } from "../../lib/segments/charts/map.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { Plot, Scene } from "../../lib/segments/charts/plot.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { ToolButton, ToolGroup } from "../charts/tool-group.tsx";
import { Button } from "../ui/button.tsx";
import { Dot } from "../ui/dot.tsx";
import type { DressedReport } from "./dress-report.ts";
import type { ViewState } from "./use-view-state.ts";

interface MapCardProps {
  readonly run: RunDetailDto;
  readonly report: DressedReport;
  readonly scene: Scene | null;
  readonly state: ViewState;
  readonly onChange: (part: Partial<ViewState>) => void;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** Everybody on the map, with the legend that isolates and compares. */
export function MapCard({ report, scene, state, onChange, onPick }: MapCardProps) {
  const t = useTranslations("runs");
  const charts = useTranslations("charts");
  const locale = useLocale();
  const [plot, setPlot] = useState<Plot | undefined>();
  const { data } = report;
  return (
    <section className="card min-w-0">
      <ChartFigure
        chart={mapChart}
        data={data}
        locale={locale}
        scene={scene}
        height="h-[424px] max-sm:h-[310px]"
        onPick={onPick}
        onPlot={setPlot}
        tools={
          <ToolGroup>
            <ToolButton label={charts("zoomIn")} onPress={() => plot?.zoom(0.6)}>
              +
            </ToolButton>
            <ToolButton label={charts("zoomOut")} onPress={() => plot?.zoom(1 / 0.6)}>
              −
            </ToolButton>
            <ToolButton label={charts("zoomReset")} onPress={() => plot?.zoom(null)}>
              ⤢
            </ToolButton>
          </ToolGroup>
        }
        overlay={
          state.focus.length > 0 && (
            <Button size="small" className="absolute right-3 bottom-2" onClick={() => onChange({ focus: [] })}>
              {t("showAll")}
            </Button>
          )
        }
      />
      <Legend report={report} focus={state.focus} onPick={onPick} locale={locale} />
    </section>
  );
}

interface LegendProps {
  readonly report: DressedReport;
  readonly focus: readonly number[];
  readonly locale: "en" | "zh";
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

export function Legend({ report, focus, locale, onPick }: LegendProps) {
  const t = useTranslations("runs");
  const { data, colours } = report;
  return (
    <fieldset aria-label={t("legend")} className="flex flex-wrap gap-0.5 border-line border-t px-2 py-1.5">
      {data.summary.segments.map(({ id, name, share }) => (
        <button
          key={id}
          type="button"
          aria-pressed={focus.includes(id)}
          onClick={(event) => onPick(id, event.shiftKey || event.ctrlKey || event.metaKey)}
          className={`inline-flex max-w-full items-center gap-2 rounded-md px-2 py-1 text-left text-xs hover:bg-sunken aria-pressed:bg-accent-soft ${focus.length > 0 && !focus.includes(id) ? "opacity-60" : ""}`}
        >
          <Dot colour={colours[id] ?? id} lap={Math.floor(id / 12)} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{name[locale]}</span>
          <span className="meta num">{writeShare(share, locale)}</span>
        </button>
      ))}
    </fieldset>
  );
}
