"use client";

import { useLocale, useTranslations } from "next-intl";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import type { Chart } from "../../lib/segments/charts/chart.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { ReachTab } from "./density/reach-tab.tsx";

interface RunTabsProps {
  readonly run: RunDetailDto;
  readonly charts: readonly Chart[];
  readonly data: ReportData;
  readonly scene: Scene | null;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** CSS pixels of a picture, where its rows need no more. */
const usual = 464;

/** The charts beside the map, one at a time. */
export function RunTabs({ run, charts, data, scene, tab, onTab, onPick }: RunTabsProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  return (
    <section className="card min-w-0">
      <Tabs
        label={t("views")}
        value={charts.some(({ id }) => id === tab) ? tab : (charts[0]?.id ?? "")}
        onChange={onTab}
        tabs={charts.map((chart) => ({
          value: chart.id,
          label: chart.label(locale),
          content:
            chart.id === "reach" && data.reach ? (
              <ReachTab run={run} data={data} reach={data.reach} scene={scene} />
            ) : (
              <ChartFigure
                chart={chart}
                data={data}
                locale={locale}
                scene={scene}
                height={Math.max(usual, chart.height?.(data) ?? 0)}
                onPick={onPick}
              />
            ),
        }))}
      />
    </section>
  );
}
