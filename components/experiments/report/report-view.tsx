"use client";

import { useLocale } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { experimentData, variantsOf } from "../../../lib/experiments/charts/experiment-chart.ts";
import { placedCharts } from "../../../lib/experiments/charts/index.ts";
import { say } from "../../../lib/experiments/report/messages.ts";
import type { ExperimentReport } from "../../../lib/experiments/report-schema.ts";
import { usePaper } from "../../charts/use-paper.ts";
import { cx } from "../../ui/class-names.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { CaveatCards } from "./caveat-cards.tsx";
import { ReportCharts } from "./report-charts.tsx";
import { StatisticsPart } from "./statistics-part.tsx";
import { VerdictCard } from "./verdict-card.tsx";

interface ReportViewProps {
  readonly report: ExperimentReport;
  /** Between the charts and the statistics: the recorded decision, comments. */
  readonly children?: ReactNode;
}

/** An experiment's report as a manager reads it in a minute, with everything else behind one disclosure. The page names it. */
export function ReportView({ report, children }: ReportViewProps) {
  const locale = useLocale();
  const [arm, setArm] = useState<string | undefined>(undefined);
  const data = useMemo(() => experimentData(report, arm), [report, arm]);
  const paper = usePaper();
  const placed = useMemo(() => placedCharts(data), [data]);
  const variants = variantsOf(report);
  return (
    <div className={cx("@container grid gap-4 print:gap-2", paper !== null && "w-[702px]")}>
      <VerdictCard data={data} />
      <CaveatCards caveats={report.caveats} />
      {variants.length > 1 && (
        <div className="flex flex-wrap items-center gap-2 overflow-x-auto print:hidden">
          <span className="meta">{say(locale, "lookAt")}</span>
          <Segmented
            label={say(locale, "lookAt")}
            value={data.arm}
            onChange={setArm}
            options={variants.map((value) => ({ value, label: value }))}
          />
        </div>
      )}
      <ReportCharts placed={placed} data={data} paper={paper} />
      {children}
      <StatisticsPart data={data} />
      <p className="meta px-4">{say(locale, "footer")}</p>
    </div>
  );
}
