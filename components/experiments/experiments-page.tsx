"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber, formatShare } from "../../lib/core/format.ts";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import { DropTarget } from "../datasets/drop-target.tsx";
import { FileButton } from "../datasets/file-button.tsx";
import { Link, useRouter } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { MoneyRange } from "./money-range.tsx";
import { StateChip } from "./state-chip.tsx";
import { useCreateExperiment, useExperiments } from "./use-experiments.ts";
import { useUploadTest } from "./use-upload-test.ts";

/** Every experiment with what it said; the page takes the file of a finished test. */
export function ExperimentsPage() {
  const t = useTranslations("experiments");
  const mayDesign = useMay("marketer");
  const experiments = useExperiments();
  const upload = useUploadTest();
  const columns = useColumns();
  const items = experiments.data?.items;
  const actions = mayDesign && (
    <>
      <FileButton tone="plain" busy={upload.isPending} onFiles={upload.mutate}>
        <Icon name="upload" size={14} />
        {t("upload")}
      </FileButton>
      <Button asChild tone="primary">
        <Link href="/experiments/new">
          <Icon name="plus" size={14} />
          {t("newTitle")}
        </Link>
      </Button>
    </>
  );
  const withReports = items?.filter(({ verdict }) => verdict !== null).length ?? 0;
  return (
    <DropTarget onFiles={upload.mutate} disabled={!mayDesign || upload.isPending}>
      <PageHeader
        title={t("title")}
        meta={t("pageMeta")}
        actions={
          items &&
          items.length > 0 && (
            <>
              {withReports > 1 && (
                <Button asChild>
                  <Link href="/experiments/compare">{t("compare")}</Link>
                </Button>
              )}
              {actions}
            </>
          )
        }
      />
      {upload.fraction !== null && (
        <div className="mb-3">
          <ProgressBar label={t("uploading")} fraction={upload.fraction} />
        </div>
      )}
      {experiments.error && <ProblemNote error={experiments.error} onRetry={experiments.refetch} />}
      <Card>
        {experiments.isPending && <SkeletonRows rows={5} height={73} />}
        {items?.length === 0 && <NoExperiments actions={actions} />}
        {items && items.length > 0 && (
          <DataList caption={t("title")} columns={columns} rows={items} rowKey={({ id }) => id} />
        )}
      </Card>
    </DropTarget>
  );
}

/** What to drop or design, and a test of the sample shop. */
function NoExperiments({ actions }: { readonly actions: ReactNode }) {
  const t = useTranslations("experiments");
  const router = useRouter();
  const mayDesign = useMay("marketer");
  const create = useCreateExperiment();
  const makeSample = () =>
    create.mutate({ source: "sample" }, { onSuccess: ({ id }) => router.push(`/experiments/${id}`) });
  return (
    <>
      <EmptyState
        title={t("emptyTitle")}
        text={t("emptyText")}
        actions={
          mayDesign && (
            <>
              {actions}
              <Button busy={create.isPending} onClick={makeSample}>
                {t("sample")}
              </Button>
            </>
          )
        }
      />
      {mayDesign && <p className="meta mx-auto max-w-[60ch] px-6 pb-8 text-center">{t("sampleText")}</p>}
    </>
  );
}

function useColumns(): readonly Column<ExperimentDto>[] {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const format = useFormatter();
  return [
    {
      id: "name",
      label: t("experiment"),
      cell: ({ id, name, verdict, hypothesis }) => (
        <Link href={`/experiments/${id}`} className="group/link block">
          <span className="block font-medium group-hover/link:underline">{name || t("unnamed")}</span>
          <span className="meta line-clamp-2">{verdict ? say(verdict.sentence) : hypothesis}</span>
        </Link>
      ),
      className: "sm:min-w-72",
    },
    { id: "state", label: t("stateColumn"), cell: (experiment) => <StateChip experiment={experiment} /> },
    {
      id: "money",
      label: t("margin"),
      cell: ({ verdict }) => (verdict?.money ? <MoneyRange money={verdict.money} /> : "–"),
    },
    {
      id: "users",
      label: t("users"),
      number: true,
      cell: ({ users }) => (users === null ? "–" : formatNumber(users)),
    },
    {
      id: "smallest",
      label: t("smallest"),
      number: true,
      cell: ({ smallestEffect }) => (smallestEffect ? `± ${formatShare(smallestEffect.relative, locale)}` : "–"),
    },
    {
      id: "who",
      label: t("who"),
      cell: ({ createdBy, createdAt }) => (
        <>
          {createdBy}
          <time dateTime={createdAt} className="meta block whitespace-nowrap">
            {format.dateTime(new Date(createdAt), { dateStyle: "medium" })}
          </time>
        </>
      ),
    },
  ];
}
