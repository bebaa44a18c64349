"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";
import { SampleButton } from "../datasets/sample-button.tsx";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { RunState } from "./run-state.tsx";

interface Page {
  readonly items: readonly RunDto[];
  readonly next?: number;
}

/** Analyses with their verdicts, newest first. */
export function RunsPage() {
  const t = useTranslations("runs");
  const mayStart = useMay("analyst");
  const runs = useInfiniteQuery({
    queryKey: ["runs", "list"],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page>(pageParam === null ? "/runs?limit=50" : `/runs?limit=50&before=${pageParam}`, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const columns = useColumns();
  const rows = runs.data?.pages.flatMap(({ items }) => items);
  const start = mayStart && (
    <Button asChild tone="primary">
      <Link href="/runs/new">
        <Icon name="plus" size={14} />
        {t("newTitle")}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={rows && rows.length > 0 ? start : undefined} />
      {runs.error && <ProblemNote error={runs.error} onRetry={runs.refetch} />}
      <Card>
        {runs.isPending && <SkeletonRows rows={6} height={57} />}
        {rows?.length === 0 && (
          <EmptyState
            title={t("emptyTitle")}
            text={t("emptyText")}
            actions={mayStart && <SampleButton tone="primary" />}
          />
        )}
        {rows && rows.length > 0 && (
          <DataList caption={t("title")} columns={columns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Card>
      {runs.hasNextPage && (
        <div className="mt-3 text-center">
          <Button busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {t("older")}
          </Button>
        </div>
      )}
    </>
  );
}

function useColumns(): readonly Column<RunDto>[] {
  const t = useTranslations("runs");
  const showName = useShownName();
  const say = useLocalised();
  const format = useFormatter();
  return [
    {
      id: "run",
      label: t("run"),
      cell: (run) => (
        <Link href={`/runs/${run.id}`} className="group/link block">
          <span className="block font-medium group-hover/link:underline">
            {run.verdict ? say(run.verdict) : t("runOf", { number: run.number, name: showName(run.datasetName) })}
          </span>
          <span className="meta">
            {run.verdict && t("runOf", { number: run.number, name: showName(run.datasetName) })}
            {run.status === "failed" && run.error && say(run.error.detail)}
            {run.status === "cancelled" && t("cancelledText")}
          </span>
        </Link>
      ),
      className: "sm:min-w-80",
    },
    { id: "state", label: t("state"), cell: (run) => <RunState run={run} /> },
    {
      id: "k",
      label: t("segmentsShort"),
      number: true,
      cell: ({ segments }) => (segments === null ? "–" : formatNumber(segments)),
    },
    {
      id: "users",
      label: t("people"),
      number: true,
      cell: ({ users }) => (users === null ? "–" : formatNumber(users)),
    },
    {
      id: "silhouette",
      label: t("silhouette"),
      number: true,
      cell: ({ silhouette }) => (silhouette === null ? "–" : formatNumber(silhouette, 2)),
    },
    {
      id: "created",
      label: t("started"),
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} className="whitespace-nowrap">
          {format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" })}
        </time>
      ),
    },
  ];
}
