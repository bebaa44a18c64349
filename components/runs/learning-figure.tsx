"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { type Learning, learningCurveChart } from "../../lib/segments/charts/learning-curve.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ChartTheme } from "../../lib/segments/charts/theme.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";

/** The curve of a training, over or going on. learning: the same object as long as nothing is new. */
export function LearningFigure({
  learning,
  theme,
}: {
  readonly learning: Learning;
  readonly theme: ChartTheme | null;
}) {
  const locale = useLocale();
  const scene = useMemo<Scene<Learning> | null>(
    () => theme && { data: learning, locale, theme, focus: [] },
    [learning, locale, theme],
  );
  return <ChartFigure chart={learningCurveChart} data={learning} locale={locale} scene={scene} height="h-[280px]" />;
}
