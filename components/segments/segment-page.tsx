"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { writeIndex, writeShare } from "../../lib/segments/charts/number-format.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { PageProblem } from "../shell/page-problem.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Chip } from "../ui/chip.tsx";
import { cx } from "../ui/class-names.ts";
import { EditableText } from "../ui/editable-text.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { ApartBars } from "./apart-bars.tsx";
import { BesideCard } from "./beside-card.tsx";
import { ColourMenu } from "./colour-menu.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { MembersTable } from "./members-table.tsx";
import { OriginCard } from "./origin-card.tsx";
import { PlanCard } from "./plan-card.tsx";
import { Portrait } from "./portrait.tsx";
import { SameRfm } from "./same-rfm.tsx";
import { SegmentMenu } from "./segment-menu.tsx";
import { useChangeSegment, useSegment } from "./use-segments.ts";

/** Who is in a segment, and what sets them apart. */
export function SegmentPage({ segmentId }: { readonly segmentId: string }) {
  const segment = useSegment(segmentId);
  if (segment.error) return <PageProblem error={segment.error} onRetry={segment.refetch} />;
  if (!segment.data)
    return (
      <div aria-hidden="true">
        <Skeleton className="mb-2 h-4 w-48" />
        <Skeleton className="mb-4 h-7 w-96 max-w-full" />
        <Skeleton className="mb-4 h-[84px] w-full" />
        <Skeleton className="mb-4 h-[420px] w-full" />
        <Skeleton className="h-[520px] w-full" />
      </div>
    );
  return <SegmentView segment={segment.data} />;
}

function SegmentView({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const showName = useShownName();
  const say = useLocalised();
  const change = useChangeSegment(segment.id, segment.runId);
  const mayChange = useMay("marketer");
  const name = segment.ownName ?? say(segment.name);
  const isNone = segment.index !== null && segment.index < 0;
  const metaOf = ({ line, index, origin }: SegmentDetailDto) => {
    if (line) return say(line);
    return index === null && origin === null ? t("drawn") : undefined;
  };
  return (
    <>
      <PageHeader
        crumbs={
          <nav aria-label={t("crumbs")} className="flex flex-wrap gap-x-1.5">
            <Link href="/segments" className="hover:underline">
              {t("title")}
            </Link>
            <span aria-hidden="true">›</span>
            <Link href={`/runs/${segment.runId}`} className="[overflow-wrap:anywhere] hover:underline">
              {t("runOf", { number: segment.runNumber, name: showName(segment.datasetName) })}
            </Link>
          </nav>
        }
        title={
          <span className="flex items-center gap-2.5">
            <ColourMenu
              colour={segment.colour}
              lap={Math.max(0, Math.floor((segment.index ?? 0) / 12))}
              disabled={!mayChange || isNone}
              onChange={(colour) => change.mutate({ colour })}
            />
            <EditableText
              label={t("name")}
              value={name}
              disabled={!mayChange || isNone || segment.isFixed}
              onChange={(ownName) => change.mutate({ ownName })}
            />
            {segment.isFixed && <Chip>{t("fixed")}</Chip>}
          </span>
        }
        meta={metaOf(segment)}
        actions={
          mayChange && (
            <>
              <Button asChild>
                <Link href={`/experiments/new?segment=${segment.id}`}>{t("tryOnIt")}</Link>
              </Button>
              <ExportDialog runId={segment.runId} segmentId={segment.id} what={name} />
              <SegmentMenu segment={segment} name={name} onReset={() => change.mutate({ ownName: null })} />
            </>
          )
        }
      />
      <Facts segment={segment} />
      {segment.origin && <OriginCard origin={segment.origin} />}
      <PlanCard segment={segment} onChange={(part) => change.mutate(part)} />
      <div className="grid gap-4">
        <ApartBars segment={segment} name={name} />
        <Portrait segment={segment} name={name} />
        {segment.beside && !isNone && <BesideCard segment={segment} beside={segment.beside} />}
        {mayChange && segment.index !== null && !isNone && !segment.isFixed && <SameRfm segment={segment} />}
        <Members segment={segment} />
      </div>
    </>
  );
}

function Members({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const mayRead = useMay("marketer");
  return (
    <Card title={t("members")} meta={t("membersMeta", { count: segment.size, unit: segment.unit })}>
      {mayRead ? (
        <MembersTable segment={segment} />
      ) : (
        <p className="px-4 py-8 text-center text-ink-2">{t("membersShut")}</p>
      )}
    </Card>
  );
}

function Facts({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const { size, share, revenueShare, silhouette, users, unit } = segment;
  const facts = [
    [formatNumber(size), t("factSize", { unit }), t("factOf", { users, unit })],
    [share === null ? "–" : writeShare(share, locale, 1), t("factShare"), ""],
    ...(revenueShare === null
      ? []
      : [
          [
            writeShare(revenueShare, locale, 1),
            t("factRevenue"),
            share ? t("factTimes", { times: formatNumber(revenueShare / share, 1) }) : "",
          ],
        ]),
    ...(silhouette === null ? [] : [[writeIndex(silhouette), t("factSilhouette"), t("factSilhouetteHelp")]]),
  ] as const;
  return (
    <section
      className={cx(
        "card mb-4 grid sm:grid-cols-2",
        facts.length < 4 ? "min-[67.5rem]:grid-cols-3" : "min-[67.5rem]:grid-cols-4",
      )}
    >
      {facts.map(([figure, what, beside]) => (
        <div
          key={what}
          className="border-line px-4 py-3 max-[67.5rem]:sm:[&:nth-child(-n+2)]:border-b max-sm:not-last:border-b sm:odd:border-r min-[67.5rem]:not-last:border-r"
        >
          <p>
            <b className="num font-semibold text-xl tracking-[-0.02em]">{figure}</b>{" "}
            <span className="meta">{what}</span>
          </p>
          {beside && <p className="meta">{beside}</p>}
        </div>
      ))}
    </section>
  );
}
