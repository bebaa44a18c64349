"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Compared, comparedChart } from "../../lib/experiments/charts/compared.ts";
import { intervalHeight } from "../../lib/experiments/charts/interval-rows.ts";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { useChartTheme } from "../charts/use-chart-theme.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { useReports } from "./use-experiments.ts";

const noColours: readonly number[] = [];
/** Title and measure above the picture. */
const captionHeight = 76;

/** What each of several experiments says of its first metric, interval beside interval. */
export function ComparedFigure({ experiments }: { readonly experiments: readonly ExperimentDto[] }) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const theme = useChartTheme(noColours);
  const reports = useReports(experiments);
  const data = useMemo<Compared>(
    () => ({
      currency: null,
      experiments: experiments.flatMap(({ name }, at) => {
        const report = reports[at];
        return report ? [{ name: name || t("unnamed"), report }] : [];
      }),
    }),
    [experiments, reports, t],
  );
  const scene = useMemo<Scene<Compared> | null>(
    () => theme && { data, locale, theme, focus: [] },
    [data, locale, theme],
  );
  if (experiments.length === 0) return null;
  const height = intervalHeight(experiments.length);
  if (data.experiments.length < experiments.length)
    return (
      <div style={{ height: height + captionHeight }}>
        <Skeleton className="h-full" />
      </div>
    );
  return (
    <div className="card min-w-0 pb-2">
      <ChartFigure chart={comparedChart} data={data} locale={locale} scene={scene} height={height} />
    </div>
  );
}
