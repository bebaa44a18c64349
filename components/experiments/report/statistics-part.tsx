"use client";

import { useLocale } from "next-intl";
import { useMemo, useState } from "react";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import { analystCharts } from "../../../lib/experiments/charts/index.ts";
import { say } from "../../../lib/experiments/report/messages.ts";
import { statisticsTables } from "../../../lib/experiments/report/statistics.ts";
import { ReportCharts } from "./report-charts.tsx";
import { StatisticsTablePart } from "./statistics-table-part.tsx";

/** Everything that stands behind the report, behind one disclosure; paper has its main tables. */
export function StatisticsPart({ data }: { readonly data: ExperimentData }) {
  const locale = useLocale();
  const charts = useMemo(() => analystCharts(data), [data]);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card">
      <h2 className="print:hidden">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex w-full flex-wrap items-baseline gap-x-2 px-4 py-3 text-left -outline-offset-2"
        >
          <span aria-hidden="true" className="text-ink-3">
            {isOpen ? "▾" : "▸"}
          </span>
          {say(locale, "showStatistics")} <span className="meta font-normal">{say(locale, "statisticsHelp")}</span>
        </button>
      </h2>
      <div className={isOpen ? "" : "hidden print:block"}>
        {charts.length > 0 && (
          <div className="px-4 pb-4 print:hidden">
            <ReportCharts placed={charts} data={data} paper={null} />
          </div>
        )}
        {statisticsTables(data, locale).map((table) => (
          <StatisticsTablePart key={table.id} table={table} />
        ))}
      </div>
    </section>
  );
}
