"use client";

import { useTranslations } from "next-intl";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { Problem } from "../api/problem.ts";
import { Link } from "../i18n/navigation.ts";
import { EditableText } from "../ui/editable-text.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { CommentsCard } from "./comments-card.tsx";
import { DecisionNote } from "./decision-note.tsx";
import { ExperimentActions } from "./experiment-actions.tsx";
import { MappingPart } from "./mapping-part.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { ReportPart } from "./report-part.tsx";
import { RunningPart } from "./running-part.tsx";
import { StateChip } from "./state-chip.tsx";
import { isBusy, useChangeExperiment, useExperiment } from "./use-experiments.ts";

/** An experiment by its state: being mapped, designed, running, or read. */
export function ExperimentPage({ experimentId }: { readonly experimentId: string }) {
  const t = useTranslations("experiments");
  const experiment = useExperiment(experimentId);
  const change = useChangeExperiment(experimentId);
  const mayDesign = useMay("marketer");
  if (experiment.error) return <ProblemNote error={experiment.error} onRetry={experiment.refetch} />;
  if (!experiment.data)
    return (
      <div className="grid gap-4">
        <Skeleton className="h-[30px] max-w-[480px]" />
        <Skeleton className="h-[420px]" />
      </div>
    );
  const { data } = experiment;
  const isDesigned = data.source === "design" || data.source === "export";
  return (
    <div className={data.hasReport ? "mx-auto max-w-[1120px]" : undefined}>
      <PageHeader
        crumbs={
          <Link href="/experiments" className="hover:underline">
            {t("title")}
          </Link>
        }
        title={
          <EditableText
            label={t("name")}
            value={data.name || t("unnamed")}
            maxLength={200}
            disabled={!mayDesign}
            onChange={(name) => change.mutate({ name })}
          />
        }
        meta={data.hypothesis || undefined}
        chips={data.hasReport ? undefined : <StateChip experiment={data} />}
        actions={<ExperimentActions experiment={data} />}
      />
      <div className="grid gap-4">
        <Work experiment={data} />
        <DecisionNote experiment={data} />
        {data.hasReport && <ReportPart experiment={data} />}
        {data.hasReport && <PolicyCard experiment={data} />}
        {isDesigned && <RunningPart experiment={data} />}
        {data.source === "upload" && mayDesign && data.previewState === "ready" && <Mapping experiment={data} />}
        {(data.hasReport || (isDesigned && data.status !== "draft")) && <CommentsCard experimentId={data.id} />}
      </div>
    </div>
  );
}

/** Once there is a report, how it was read waits behind a line. */
function Mapping({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  if (!experiment.hasReport) return <MappingPart experiment={experiment} />;
  return (
    <details className="group print:hidden">
      <summary className="cursor-pointer py-1 font-medium text-ink-2 text-sm hover:text-ink">{t("readAnew")}</summary>
      <div className="mt-3">
        <MappingPart experiment={experiment} />
      </div>
    </details>
  );
}

/** What the server is at, and what stopped it. */
function Work({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  const { previewState, previewError, analysis } = experiment;
  if (previewState === "queued") return <Busy text={t("previewing")} />;
  if (previewState === "failed" && previewError) return <ProblemNote error={new Problem(0, previewError)} />;
  if (isBusy(experiment)) return <Busy text={t("analysing")} />;
  if (analysis?.status === "failed" && analysis.error) return <ProblemNote error={new Problem(0, analysis.error)} />;
  if (experiment.source === "export" && experiment.status === "running" && !experiment.hasReport)
    return <p className="card px-4 py-3 text-sm">{t("waitsForOrders")}</p>;
  return null;
}

function Busy({ text }: { readonly text: string }) {
  return (
    <div className="card grid gap-2 px-4 py-3" aria-live="polite">
      <span className="text-sm">{text}</span>
      <ProgressBar label={text} fraction={null} />
    </div>
  );
}
