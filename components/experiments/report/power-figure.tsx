"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { type PowerData, powerChart } from "../../../lib/experiments/charts/power.ts";
import type { DesignEstimate } from "../../../lib/experiments/design-schema.ts";
import type { Scene } from "../../../lib/segments/charts/plot.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { useChartTheme } from "../../charts/use-chart-theme.ts";

const noColours: readonly number[] = [];

/** What more users would let the test see, before it starts. */
export function PowerFigure({ estimate }: { readonly estimate: DesignEstimate }) {
  const locale = useLocale();
  const theme = useChartTheme(noColours);
  const data = useMemo<PowerData>(() => ({ estimate, currency: null }), [estimate]);
  const scene = useMemo<Scene<PowerData> | null>(
    () => theme && { data, locale, theme, focus: [] },
    [data, locale, theme],
  );
  return <ChartFigure chart={powerChart} data={data} locale={locale} scene={scene} height="h-[220px]" />;
}
