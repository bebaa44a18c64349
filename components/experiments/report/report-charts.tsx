"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import { placedCharts } from "../../../lib/experiments/charts/index.ts";
import type { Scene } from "../../../lib/segments/charts/plot.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { useChartTheme } from "../../charts/use-chart-theme.ts";
import { cx } from "../../ui/class-names.ts";

const noColours: readonly number[] = [];

/** The charts that the report has data for, in pairs where two belong together. */
export function ReportCharts({ data }: { readonly data: ExperimentData }) {
  const locale = useLocale();
  const theme = useChartTheme(noColours);
  const placed = useMemo(() => placedCharts(data), [data]);
  const scene = useMemo<Scene<ExperimentData> | null>(
    () => theme && { data, locale, theme, focus: [] },
    [data, locale, theme],
  );
  return (
    <div className="grid gap-4 min-[53.75rem]:grid-cols-2 print:grid-cols-2">
      {placed.map(({ chart, height, isWide }) => (
        <section key={chart.id} className={cx("card min-w-0 break-inside-avoid pb-2", isWide && "col-span-full")}>
          <ChartFigure chart={chart} data={data} locale={locale} scene={scene} height={height} />
        </section>
      ))}
    </div>
  );
}
