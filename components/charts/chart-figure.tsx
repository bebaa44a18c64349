"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Chart, Charted } from "../../lib/segments/charts/chart.ts";
import type { Plot, Scene } from "../../lib/segments/charts/plot.ts";
import { cx } from "../ui/class-names.ts";
import { ChartPlot } from "./chart-plot.tsx";
import { ChartTools } from "./chart-tools.tsx";
import { ChartTwin } from "./chart-twin.tsx";

interface ChartFigureProps<Data extends Charted> {
  readonly chart: Chart<Data>;
  readonly data: Data;
  readonly locale: "en" | "zh";
  readonly scene: Scene<Data> | null;
  /** Height of the picture and of its twin, so that nothing jumps between them: a class, or CSS pixels where rows decide. */
  readonly height: string | number;
  readonly tools?: ReactNode;
  /** Taller where there is room below it. */
  readonly isFilling?: boolean;
  /** A line of controls between title and picture. */
  readonly bar?: ReactNode;
  /** Stands on the picture. */
  readonly overlay?: ReactNode;
  readonly onPick?: (segment: number, isAdding: boolean) => void;
  readonly onPlot?: (plot: Plot<Data> | undefined) => void;
  /** In place of the chart's own picture. */
  readonly picture?: ReactNode;
}

/** A chart with its finding as the title, its measure below, and a table twin, picture and CSV to take away. */
export function ChartFigure<Data extends Charted>({
  chart,
  data,
  locale,
  scene,
  height,
  tools,
  bar,
  overlay,
  picture,
  isFilling = false,
  onPick,
  onPlot,
}: ChartFigureProps<Data>) {
  const t = useTranslations("charts");
  const [isTwin, setTwin] = useState(false);
  const title = chart.title(data, locale);
  return (
    <figure className={cx("flex min-w-0 flex-col", isFilling && "flex-1")} aria-label={title}>
      <figcaption className={cx("px-4 pt-3 pb-2", !isFilling && "min-h-[84px]")}>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <h2 className="min-w-0 flex-[1_1_220px] text-pretty">{title}</h2>
          <div className="flex flex-none flex-wrap gap-2 print:hidden">
            {tools}
            <ChartTools
              title={title}
              isTwin={isTwin}
              onTwin={() => setTwin(!isTwin)}
              onSave={(kind) => scene && void save(kind, chart, scene)}
            />
          </div>
        </div>
        <p className="meta mt-0.5 text-pretty">{chart.subtitle(data, locale)}</p>
      </figcaption>
      {bar}
      <div
        className={cx("relative", typeof height === "string" && height, isFilling && "flex-auto")}
        style={typeof height === "number" ? { height } : undefined}
      >
        {isTwin ? (
          <ChartTwin chart={chart} data={data} className="h-full" />
        ) : (
          <>
            {picture ?? (
              <ChartPlot
                chart={chart}
                scene={scene}
                className="h-full"
                {...(onPick ? { onPick } : {})}
                {...(onPlot ? { onPlot } : {})}
              />
            )}
            {overlay}
          </>
        )}
      </div>
      <span aria-live="polite" className="sr-only">
        {isTwin ? t("twinShown", { title }) : ""}
      </span>
    </figure>
  );
}

async function save<Data extends Charted>(kind: "png" | "csv", chart: Chart<Data>, scene: Scene<Data>): Promise<void> {
  const { downloadCsv, downloadPng } = await import("../../lib/segments/report/client/download.ts");
  // The plot registers what the chart library draws with.
  await import("../../lib/segments/charts/plot.ts");
  if (kind === "png") downloadPng(chart, scene);
  else downloadCsv(chart, scene);
}
