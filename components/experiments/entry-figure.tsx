"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { type ArmsByDay, armsByDayChart } from "../../lib/experiments/charts/arms-by-day.ts";
import { entryOf } from "../../lib/experiments/charts/entry.ts";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { useChartTheme } from "../charts/use-chart-theme.ts";

const noColours: readonly number[] = [];

/** How the variants of a running test fill, day by day. */
export function EntryFigure({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const locale = useLocale();
  const theme = useChartTheme(noColours);
  const data = useMemo(() => entryOf(experiment), [experiment]);
  const scene = useMemo<Scene<ArmsByDay> | null>(
    () => (theme && data ? { data, locale, theme, focus: [] } : null),
    [data, locale, theme],
  );
  if (data === null) return null;
  return (
    <div className="card min-w-0 pb-2">
      <ChartFigure chart={armsByDayChart} data={data} locale={locale} scene={scene} height="h-[240px]" />
    </div>
  );
}
