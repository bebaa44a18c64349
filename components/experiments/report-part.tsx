"use client";

import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ReportView } from "./report/report-view.tsx";
import { useReport } from "./use-experiments.ts";

/** The newest report, as a manager reads it. */
export function ReportPart({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const report = useReport(experiment);
  if (report.error) return <ProblemNote error={report.error} onRetry={report.refetch} />;
  if (!report.data) return <Skeleton className="h-[560px]" />;
  return <ReportView report={report.data} />;
}
