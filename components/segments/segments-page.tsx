"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { SegmentRowDto } from "../../lib/segments/segment-schema.ts";
import { NoData } from "../datasets/no-data.tsx";
import { useShownName } from "../datasets/use-shown-name.ts";
import { useSegmentList } from "../home/use-segment-list.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { Dot } from "../ui/dot.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ShareBars } from "./share-bars.tsx";

/** Every dataset's segments as its newest run has them, run by run. */
export function SegmentsPage() {
  const t = useTranslations("segments");
  const showName = useShownName();
  const list = useSegmentList();
  const columns = useColumns(list.data?.items ?? []);
  const runs = Map.groupBy(list.data?.items ?? [], ({ runId }) => runId);
  return (
    <>
      <PageHeader title={t("title")} meta={t("pageMeta")} />
      {list.error && <ProblemNote error={list.error} onRetry={list.refetch} />}
      {list.isPending && (
        <Card>
          <SkeletonRows rows={6} height={57} />
        </Card>
      )}
      {list.data?.items.length === 0 && <NoData title={t("emptyTitle")} text={t("emptyText")} />}
      <div className="grid gap-4">
        {[...runs].map(([runId, rows]) => (
          <Card
            key={runId}
            title={showName(rows[0]?.datasetName ?? "")}
            actions={
              <Link href={`/runs/${runId}`} className="text-accent text-sm hover:underline">
                {t("runNumber", { number: rows[0]?.runNumber ?? 0 })}
              </Link>
            }
          >
            <DataList
              caption={showName(rows[0]?.datasetName ?? "")}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          </Card>
        ))}
      </div>
    </>
  );
}

function useColumns(rows: readonly SegmentRowDto[]): readonly Column<SegmentRowDto>[] {
  const t = useTranslations("segments");
  const say = useLocalised();
  const locale = useLocale();
  const full = Math.max(0.01, ...rows.map(({ share, revenueShare }) => Math.max(share ?? 0, revenueShare ?? 0)));
  return [
    {
      id: "name",
      label: t("segment"),
      cell: ({ id, name, ownName, colour, index }) => (
        <Link href={`/segments/${id}`} className="group/link flex items-center gap-2.5 font-medium">
          <Dot colour={colour} lap={Math.max(0, Math.floor((index ?? 0) / 12))} />
          <span className="group-hover/link:underline">{ownName ?? say(name)}</span>
        </Link>
      ),
      className: "sm:min-w-56",
    },
    {
      id: "line",
      label: t("setsApart"),
      cell: ({ line, index }) => (line ? say(line) : index === null ? t("drawn") : "–"),
      className: "text-ink-2",
    },
    { id: "size", label: t("peopleShort"), number: true, cell: ({ size }) => formatNumber(size) },
    {
      id: "shares",
      label: t("sharesShort"),
      cell: ({ share, revenueShare, colour }) =>
        share === null ? (
          "–"
        ) : (
          <span className="flex items-center gap-2 whitespace-nowrap">
            <ShareBars colour={colour} share={share} revenueShare={revenueShare} full={full} />
            <span className="meta num">
              {writeShare(share, locale)}
              {revenueShare !== null && ` / ${writeShare(revenueShare, locale)}`}
            </span>
          </span>
        ),
    },
  ];
}
