"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import type { PlacedChart } from "../../../lib/experiments/charts/index.ts";
import type { Scene } from "../../../lib/segments/charts/plot.ts";
import type { ChartTheme } from "../../../lib/segments/charts/theme.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { useChartTheme } from "../../charts/use-chart-theme.ts";
import { cx } from "../../ui/class-names.ts";

const noColours: readonly number[] = [];

interface ReportChartsProps {
  readonly placed: readonly PlacedChart[];
  readonly data: ExperimentData;
  /** The theme of paper while the page is printed. */
  readonly paper: ChartTheme | null;
}

/** Two pages hold everything a little lower. */
const paperScale = 0.82;

/** Charts of a report, in pairs where two belong together. */
export function ReportCharts({ placed, data, paper }: ReportChartsProps) {
  const locale = useLocale();
  const screen = useChartTheme(noColours);
  const theme = paper ?? screen;
  const scene = useMemo<Scene<ExperimentData> | null>(
    () => theme && { data, locale, theme, focus: [] },
    [data, locale, theme],
  );
  return (
    <div className="grid @2xl:grid-cols-2 gap-4 print:gap-2">
      {placed.map(({ chart, height, isWide }) => (
        <section
          key={chart.id}
          className={cx(
            "card min-w-0 break-inside-avoid pb-2 print:pb-0 [&_figcaption]:flex-1 [&_figure]:h-full",
            isWide && "col-span-full",
          )}
        >
          <ChartFigure
            chart={chart}
            data={data}
            locale={locale}
            scene={scene}
            height={paper ? Math.round(height * paperScale) : height}
          />
        </section>
      ))}
    </div>
  );
}
