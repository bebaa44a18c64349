"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Problem } from "../api/problem.ts";
import { PageProblem } from "../shell/page-problem.tsx";
import { Card } from "../ui/card.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { DatasetHeader } from "./dataset-header.tsx";
import { DraftNote } from "./draft-note.tsx";
import { DropTarget } from "./drop-target.tsx";
import { ReadingCard } from "./reading-card.tsx";
import { SendingsList } from "./sendings-list.tsx";
import { StoppedUploads } from "./stopped-uploads.tsx";
import { TablePreview } from "./table-preview.tsx";
import { sendFiles } from "./uploads.ts";
import { useDataset, usePreview } from "./use-datasets.ts";
import { VersionView } from "./version-view.tsx";

/** One dataset from its upload to its figures: uploading, described, read, ready. */
export function DatasetPage({ id }: { readonly id: string }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const dataset = useDataset(id);
  const { data } = dataset;
  const mayChange = useMay("analyst");
  const isDescribing = data?.status === "draft" || data?.status === "failed";
  const preview = usePreview(isDescribing ? data : undefined);
  if (dataset.error) return <PageProblem error={dataset.error} onRetry={dataset.refetch} />;
  if (data === undefined) return <PageSkeleton />;
  const isBusy = data.status === "reading" || data.status === "preparing";
  const isStale = data.previewState === "queued" || preview.isPlaceholderData;
  function send(files: readonly File[], isReplacing: boolean) {
    const unfinished = data?.uploads ?? [];
    void sendFiles(id, files, { unfinished, isReplacing }).finally(() =>
      client.invalidateQueries({ queryKey: ["datasets"] }),
    );
  }
  return (
    <DropTarget onFiles={(files) => send(files, false)} disabled={!mayChange || isBusy}>
      <DatasetHeader dataset={data} preview={preview.data} onFiles={send} />
      {data.error && (
        <div className="mb-4">
          <ProblemNote error={new Problem(422, data.error)} />
        </div>
      )}
      {preview.error && <ProblemNote error={preview.error} onRetry={preview.refetch} />}
      <SendingsList datasetId={id} />
      <StoppedUploads uploads={data.uploads} />
      {isBusy && <ReadingCard dataset={data} />}
      {data.status === "ready" && data.version !== null && <VersionView dataset={data} newest={data.version} />}
      {isDescribing && <DraftNote dataset={data} isStale={isStale} />}
      {isDescribing && data.previewState !== "none" && data.previewState !== "failed" && preview.isPending && (
        <Card title={t("lookingTitle")}>
          <div className="p-4">
            <Skeleton className="h-[380px]" />
          </div>
        </Card>
      )}
      {isDescribing &&
        preview.data?.tables.map((table, index) => (
          <TablePreview
            // Tables have no ids; their files do not change while they are described.
            key={table.table.files.join()}
            dataset={data}
            tables={preview.data.tables}
            index={index}
            isStale={isStale}
          />
        ))}
    </DropTarget>
  );
}

function PageSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-[30px] max-w-[520px]" />
      <Skeleton className="h-[16px] max-w-[380px]" />
      <Skeleton className="h-[420px]" />
    </div>
  );
}
