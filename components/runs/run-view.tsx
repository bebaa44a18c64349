"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { chartsOf } from "../../lib/segments/charts/index.ts";
import { unitOf } from "../../lib/segments/charts/people.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { shareRows } from "../../lib/segments/charts/share-rows.ts";
import { dendrogramChart } from "../../lib/segments/charts/tree/dendrogram.ts";
import { chips } from "../../lib/segments/report/headline.ts";
import { sendJson } from "../api/request.ts";
import { useChartTheme } from "../charts/use-chart-theme.ts";
import { ExportDialog } from "../segments/export-dialog.tsx";
import { SegmentTable } from "../segments/segment-table.tsx";
import { Chip } from "../ui/chip.tsx";
import { cx } from "../ui/class-names.ts";
import { PageHeader } from "../ui/page-header.tsx";
import { useMay } from "../workspace/use-me.ts";
import { CompareAlgorithms } from "./board/compare-algorithms.tsx";
import { CompareLink } from "./compare-link.tsx";
import type { DressedReport } from "./dress-report.ts";
import { FindingsCard } from "./findings-card.tsx";
import { MapCard } from "./map-card.tsx";
import { NewerData } from "./newer-data.tsx";
import { RerunDialog } from "./rerun-dialog.tsx";
import { RunCrumbs } from "./run-crumbs.tsx";
import { changedClustering, draftOf } from "./run-draft.ts";
import { RunFacts } from "./run-facts.tsx";
import { RunMenu } from "./run-menu.tsx";
import { RunTabs } from "./run-tabs.tsx";
import { Dendrogram } from "./tree/dendrogram.tsx";
import { useViewState } from "./use-view-state.ts";
import { WhyNot } from "./why-not.tsx";

/** What a run found: the verdict, four facts, the map beside its charts, and the segments; everything cross-highlights. */
export function RunView({ run, report }: { readonly run: RunDetailDto; readonly report: DressedReport }) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { data, colours } = report;
  const { state, change, pick } = useViewState(shareRows(data).map(({ id }) => id));
  const theme = useChartTheme(colours);
  const { focus } = state;
  const focusKey = focus.join();
  const scene = useMemo<Scene | null>(
    () => theme && { data, locale, theme, focus: focusKey === "" ? [] : focusKey.split(",").map(Number) },
    [data, locale, theme, focusKey],
  );
  const mayAnalyse = useMay("analyst");
  const mayExport = useMay("marketer");
  const isFocused = focus.length > 0;
  useEffect(() => {
    if (!isFocused) return;
    const free = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) change({ focus: [] });
    };
    window.addEventListener("keydown", free);
    return () => window.removeEventListener("keydown", free);
  }, [isFocused, change]);
  const { verdict } = data.summary;
  // The tree has a card of its own.
  const [, ...beside] = chartsOf(data).filter(({ id }) => id !== dendrogramChart.id);
  return (
    <>
      <PageHeader
        crumbs={<RunCrumbs run={run} />}
        title={verdict.sentence[locale]}
        chips={chips(data, locale).map((chip) => <Chip key={chip}>{chip}</Chip>)}
        actions={
          <>
            <CompareLink run={run} />
            {mayAnalyse && (
              <CompareAlgorithms
                clustering={draftOf(run.config).clustering}
                beside={run.id}
                start={(clustering) =>
                  sendJson<RunDetailDto>("POST", `/runs/${run.id}/rerun`, {
                    changes: { clustering: changedClustering(clustering, run.config.clustering) },
                  })
                }
              />
            )}
            {mayAnalyse && <RerunDialog run={run} />}
            {mayExport && (
              <ExportDialog runId={run.id} what={t("everybody", { count: data.summary.users, unit: unitOf(data) })} />
            )}
            <RunMenu run={run} />
          </>
        }
      />
      <NewerData run={run} />
      <RunFacts data={data} />
      <WhyNot data={data} />
      <p className="meta mb-4 hidden print:block">{t("printNote")}</p>
      <div
        className={cx(
          "mb-4 grid gap-4 print:hidden",
          beside.length > 0 && "min-[67.5rem]:grid-cols-[minmax(0,62fr)_minmax(0,38fr)]",
        )}
      >
        <MapCard run={run} report={report} scene={scene} state={state} onChange={change} onPick={pick} />
        {beside.length > 0 && (
          <RunTabs
            run={run}
            charts={beside}
            data={data}
            scene={scene}
            tab={state.tab}
            onTab={(tab) => change({ tab })}
            onPick={pick}
          />
        )}
      </div>
      <Dendrogram run={run} report={report} scene={scene} onPick={pick} />
      <SegmentTable report={report} runId={run.id} focus={focus} onPick={pick} />
      <FindingsCard data={data} scene={scene} state={state} onChange={change} />
    </>
  );
}
