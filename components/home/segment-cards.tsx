"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatShare } from "../../lib/core/format.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import type { SegmentRowDto } from "../../lib/segments/segment-schema.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { QuickExport } from "../segments/quick-export.tsx";
import { Dot, segmentFill } from "../ui/dot.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { SegmentChange } from "./segment-change.tsx";
import { useSegmentList } from "./use-segment-list.ts";

/** Cards on the page; the rest is on the run's page. */
const most = 8;

/** The newest run's segments, each with its size, its part of the revenue and one click to its list. */
export function SegmentCards({ run }: { readonly run: RunDto }) {
  const t = useTranslations("home");
  const segments = useSegmentList();
  const own = segments.data?.items.filter(({ runId }) => runId === run.id);
  const shown = own?.slice(0, most);
  // One scale for all cards, so that bars may be compared.
  const full = Math.max(...(own ?? []).flatMap(({ share, revenueShare }) => [share ?? 0, revenueShare ?? 0]), 0.01);
  if (segments.error) return null;
  return (
    <section aria-label={t("segments")} className="mb-6 grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {segments.isPending &&
        Array.from({ length: Math.min(run.segments ?? 3, most) + 1 }, (_, card) => (
          <Skeleton key={card} className="h-[165px]" />
        ))}
      {shown?.map((segment) => (
        <SegmentCard key={segment.id} segment={segment} full={full} />
      ))}
      {own && (
        <Link
          href={`/runs/${run.id}`}
          className="grid min-h-[120px] place-items-center rounded-lg border border-line-strong border-dashed px-6 text-center text-ink-3 hover:text-ink"
        >
          {own.length > most ? t("allSegments", { count: own.length }) : t("drawOne")}
        </Link>
      )}
    </section>
  );
}

function SegmentCard({ segment, full }: { readonly segment: SegmentRowDto; readonly full: number }) {
  const t = useTranslations("home");
  const say = useLocalised();
  const locale = useLocale();
  const format = useFormatter();
  const mayExport = useMay("marketer");
  const { id, runId, name, ownName, colour, index, size, share, revenueShare, line, action, owner } = segment;
  return (
    <article className="card grid content-between gap-2.5 p-4">
      <Link href={`/segments/${id}`} className="flex min-w-0 items-center gap-2 hover:underline">
        <Dot colour={colour} lap={Math.floor(Math.max(0, index ?? 0) / 12)} />
        <span className="truncate font-semibold">{ownName ?? say(name)}</span>
      </Link>
      <div className="flex items-end gap-4">
        <div className="flex-none">
          <div className="num font-semibold text-[24px] leading-7 tracking-tight">{format.number(size)}</div>
          {share !== null && <div className="meta">{t("ofUsers", { share: formatShare(share, locale) })}</div>}
        </div>
        {share !== null && <Bars colour={colour} share={share} revenueShare={revenueShare} full={full} />}
      </div>
      <SegmentChange segment={segment} />
      <div className="flex items-center gap-3 border-line border-t pt-2.5">
        <span className="line-clamp-2 min-h-9 min-w-0 flex-1 text-ink-2 text-sm">
          {action === null ? line && say(line) : t("plannedAction", { action })}
          {owner !== null && <span className="meta block">{t("ownedBy", { name: owner.name })}</span>}
        </span>
        {mayExport && <QuickExport runId={runId} segmentId={id} what={ownName ?? say(name)} />}
      </div>
    </article>
  );
}

interface BarsProps {
  readonly colour: number;
  readonly share: number;
  readonly revenueShare: number | null;
  /** The share that fills the width. */
  readonly full: number;
}

/** Two bars on one scale: its part of the people, pale, and of the revenue. */
function Bars({ colour, share, revenueShare, full }: BarsProps) {
  const t = useTranslations("home");
  const locale = useLocale();
  const fill = segmentFill(colour);
  const bar = (part: number, opacity: number) => (
    <div
      className="h-1.5 rounded-full"
      style={{ width: `${Math.max((100 * part) / full, 1)}%`, background: fill, opacity }}
    />
  );
  return (
    <div className="grid min-w-0 flex-1 gap-1 pb-0.5">
      <div aria-hidden="true" className="grid gap-[3px]">
        {bar(share, 0.45)}
        {revenueShare !== null && bar(revenueShare, 1)}
      </div>
      {revenueShare !== null && (
        <span className="meta">{t("ofRevenue", { share: formatShare(revenueShare, locale) })}</span>
      )}
    </div>
  );
}
