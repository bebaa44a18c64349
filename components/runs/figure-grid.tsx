"use client";

import { useLocale } from "next-intl";
import type { Chart } from "../../lib/segments/charts/chart.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";

interface FigureGridProps {
  readonly charts: readonly Chart[];
  readonly data: ReportData;
  readonly scene: Scene | null;
  /** Of each, where the usual one will not do. */
  readonly height?: string;
}

/** Charts two by two, hairlines between them; a last one alone takes the whole width. charts: the same objects each time. */
export function FigureGrid({ charts, data, scene, height = "h-[300px]" }: FigureGridProps) {
  const locale = useLocale();
  if (charts.length === 0) return null;
  return (
    <div className="grid gap-px border-line border-t bg-line min-[67.5rem]:grid-cols-2">
      {charts.map((chart) => (
        <div key={chart.id} className="min-w-0 bg-surface pb-2 last:odd:col-span-full">
          <ChartFigure chart={chart} data={data} locale={locale} scene={scene} height={height} />
        </div>
      ))}
    </div>
  );
}
