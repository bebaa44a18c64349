"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { mapChart } from "../../lib/segments/charts/map.ts";
import { nearnessChart, nearnessNotes } from "../../lib/segments/charts/nearness-map.ts";
import { unitOf } from "../../lib/segments/charts/people.ts";
import type { Plot, Scene } from "../../lib/segments/charts/plot.ts";
import { figureColumns } from "../../lib/segments/figures-schema.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { ToolButton, ToolGroup } from "../charts/tool-group.tsx";
import type { MapMode, MapRenderer } from "../map/map-renderer.ts";
import { UsersMap } from "../map/users-map.tsx";
import { Button } from "../ui/button.tsx";
import { DrawNearness } from "./draw-nearness.tsx";
import type { DressedReport } from "./dress-report.ts";
import { LassoBar } from "./lasso-bar.tsx";
import { LayoutSwitch } from "./layout-switch.tsx";
import { MapBar } from "./map-bar.tsx";
import { MapLegend } from "./map-legend.tsx";
import type { ViewState } from "./use-view-state.ts";

interface MapCardProps {
  readonly run: RunDetailDto;
  readonly report: DressedReport;
  readonly scene: Scene | null;
  readonly state: ViewState;
  readonly onChange: (part: Partial<ViewState>) => void;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

const nobody: readonly number[] = [];

/** In WebGL and as a crowd everybody is drawn; the sample is the plain chart's. */
const whole = (chart: typeof mapChart): typeof mapChart => ({
  ...chart,
  subtitle: (data, locale) => chart.subtitle({ ...data, map: { ...data.map, drawn: data.map.users } }, locale),
});
const charts = {
  axes: { sampled: mapChart, whole: whole(mapChart) },
  nearness: { sampled: nearnessChart, whole: whole(nearnessChart) },
};

/** Everybody on the map with its tools: in WebGL, or a sample in plain drawing where the browser has none. */
export function MapCard({ run, report, scene, state, onChange, onPick }: MapCardProps) {
  const t = useTranslations("runs");
  const words = useTranslations("charts");
  const locale = useLocale();
  const isWebGl = useWebGl();
  const [plot, setPlot] = useState<Plot | undefined>();
  const [renderer, setRenderer] = useState<MapRenderer | null>(null);
  const [mode, setMode] = useState<MapMode>("pan");
  const [selected, setSelected] = useState<readonly number[]>(nobody);
  const { data } = report;
  const feature = coloursOf(data).includes(state.colour) ? state.colour : null;
  const layout = data.map.nearness && state.map === "nearness" ? "nearness" : "axes";
  const layouts = data.map.nearness ? (
    <LayoutSwitch value={layout} onChange={(map) => onChange({ map: map === "axes" ? "" : map })} />
  ) : (
    <DrawNearness run={run} />
  );
  const zoom = (factor: number | null) => (isWebGl ? renderer?.zoom(factor) : plot?.zoom(factor));
  return (
    <section className="card flex min-w-0 flex-col">
      <ChartFigure
        chart={charts[layout][isWebGl === false ? "sampled" : "whole"]}
        data={data}
        locale={locale}
        scene={scene}
        height="h-[424px] max-sm:h-[310px]"
        isFilling
        onPick={onPick}
        onPlot={setPlot}
        picture={
          isWebGl === false ? undefined : (
            <UsersMap
              runId={run.id}
              scene={isWebGl ? scene : null}
              layout={layout}
              mode={mode}
              feature={feature}
              selected={selected}
              onSelect={setSelected}
              onRenderer={setRenderer}
            />
          )
        }
        tools={
          <ToolGroup>
            <ToolButton label={words("zoomIn")} onPress={() => zoom(0.6)}>
              +
            </ToolButton>
            <ToolButton label={words("zoomOut")} onPress={() => zoom(1 / 0.6)}>
              −
            </ToolButton>
            <ToolButton label={words("zoomReset")} onPress={() => zoom(null)}>
              ⤢
            </ToolButton>
          </ToolGroup>
        }
        bar={
          isWebGl === false ? (
            data.map.nearness && <div className="border-line border-b px-4 pb-2">{layouts}</div>
          ) : (
            <MapBar
              runId={run.id}
              data={data}
              mode={mode}
              onMode={setMode}
              colour={feature ?? "segment"}
              onColour={(colour) => onChange({ colour })}
              onFound={(row) => renderer?.goTo(row)}
            >
              {layouts}
            </MapBar>
          )
        }
        overlay={
          selected.length > 1 ? (
            <LassoBar
              runId={run.id}
              rows={selected}
              unit={unitOf(report.data)}
              onDone={() => {
                setSelected(nobody);
                setMode("pan");
              }}
            />
          ) : (
            state.focus.length > 0 && (
              <Button size="small" className="absolute right-3 bottom-2" onClick={() => onChange({ focus: [] })}>
                {t("showAll")}
              </Button>
            )
          )
        }
      />
      <MapLegend report={report} focus={state.focus} onPick={onPick} />
      {layout === "nearness" && (
        <ul className="meta grid list-disc gap-0.5 border-line border-t py-2.5 pr-4 pl-8">
          {nearnessNotes(data, locale).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** By what a map can be coloured beside the segments. */
function coloursOf({ summary }: ReportData): readonly string[] {
  return [...summary.features.map(({ id }) => id), ...(summary.figures ?? []).map((figure) => figureColumns[figure])];
}

/** null until the browser has been asked. */
function useWebGl(): boolean | null {
  const [can, setCan] = useState<boolean | null>(null);
  useEffect(() => {
    let isGone = false;
    void import("../map/web-gl.ts").then(({ canDrawMap }) => !isGone && setCan(canDrawMap()));
    return () => {
      isGone = true;
    };
  }, []);
  return can;
}
