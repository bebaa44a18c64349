"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Chart } from "../../lib/segments/charts/chart.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { Tabs } from "../ui/tabs.tsx";

interface RunTabsProps {
  readonly charts: readonly Chart[];
  readonly data: ReportData;
  readonly scene: Scene | null;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** The charts beside the map, one at a time. */
export function RunTabs({ charts, data, scene, tab, onTab, onPick }: RunTabsProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  return (
    <section className="card min-w-0">
      <Tabs
        label={t("views")}
        value={charts.some(({ id }) => id === tab) ? tab : "silhouette"}
        onChange={onTab}
        tabs={charts.map((chart) => ({
          value: chart.id,
          label: chart.label(locale),
          content: (
            <ChartFigure chart={chart} data={data} locale={locale} scene={scene} height="h-[464px]" onPick={onPick} />
          ),
        }))}
      />
    </section>
  );
}
