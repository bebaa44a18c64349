"use client";

import { useTranslations } from "next-intl";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { PageProblem } from "../shell/page-problem.tsx";
import { Card } from "../ui/card.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { dressReport } from "./dress-report.ts";
import { RunCrumbs } from "./run-crumbs.tsx";
import { RunEnded } from "./run-ended.tsx";
import { RunProgressCard } from "./run-progress-card.tsx";
import { RunView } from "./run-view.tsx";
import { TrainingCard, useLastTraining } from "./training-card.tsx";
import { useRun, useRunResults } from "./use-run.ts";

/** A run from its start to what it found. */
export function RunPage({ runId }: { readonly runId: string }) {
  const t = useTranslations("runs");
  const showName = useShownName();
  const run = useRun(runId);
  const results = useRunResults(runId, run.data?.status === "done");
  const { data } = run;
  if (run.error) return <PageProblem error={run.error} onRetry={run.refetch} />;
  if (!data) return <RunSkeleton />;
  if (data.kind === "ingest")
    return (
      <Card className="px-4 py-8 text-center">
        <Link href={`/data/${data.datasetId}`} className="text-accent hover:underline">
          {showName(data.datasetName)}
        </Link>
      </Card>
    );
  if (data.status === "done") {
    if (results.error) return <PageProblem error={results.error} onRetry={results.refetch} />;
    return results.data ? <RunView run={data} report={dressReport(results.data)} /> : <RunSkeleton />;
  }
  const isActive = data.status === "queued" || data.status === "running";
  return (
    <>
      <PageHeader
        crumbs={<RunCrumbs run={data} />}
        title={t(isActive ? "workingTitle" : `endedTitle.${data.status === "failed" ? "failed" : "cancelled"}`, {
          number: data.number,
          name: showName(data.datasetName),
        })}
      />
      {isActive ? <RunProgress run={data} /> : <RunEnded run={data} />}
    </>
  );
}

/** How far a run is, and the training that it does or did on the way. */
function RunProgress({ run }: { readonly run: RunDetailDto }) {
  const last = useLastTraining(run.progress?.training ?? null);
  return (
    <div className="grid items-start gap-4 min-[67.5rem]:grid-cols-2">
      <RunProgressCard run={run} />
      {last && <TrainingCard {...last} />}
    </div>
  );
}

/** The frame of a finished run, in its final size. */
function RunSkeleton() {
  return (
    <div aria-hidden="true">
      <Skeleton className="mb-2 h-4 w-48" />
      <Skeleton className="mb-3 h-7 w-full max-w-[640px]" />
      <Skeleton className="mb-4 h-5 w-full max-w-[420px]" />
      <Skeleton className="mb-4 h-[84px] w-full" />
      <div className="mb-4 grid gap-4 min-[67.5rem]:grid-cols-[minmax(0,62fr)_minmax(0,38fr)]">
        <Skeleton className="h-[560px]" />
        <Skeleton className="h-[560px]" />
      </div>
      <Skeleton className="h-[260px] w-full" />
    </div>
  );
}
