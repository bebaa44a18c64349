"use client";

import { useTranslations } from "next-intl";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ItemsCard } from "./items-card.tsx";
import { RuleCard } from "./rule-card.tsx";
import { TrendCard } from "./trend-card.tsx";
import { TypicalCard } from "./typical-card.tsx";
import { usePortrait } from "./use-portrait.ts";
import { VoicesCard } from "./voices-card.tsx";

/** What makes a segment's people imaginable: a rule, five of them, what they buy and write, and when. */
export function Portrait({ segment, name }: { readonly segment: SegmentDetailDto; readonly name: string }) {
  const t = useTranslations("segments");
  const portrait = usePortrait(segment.id);
  if (portrait.error) return <ProblemNote error={portrait.error} onRetry={portrait.refetch} />;
  if (!portrait.data)
    return (
      <div role="status" aria-label={t("portraitLoads")} className="grid gap-4 min-[67.5rem]:grid-cols-2">
        <Skeleton className="h-[150px] w-full" />
        <Skeleton className="h-[150px] w-full" />
      </div>
    );
  const { rule, typical, items, trend, voices } = portrait.data;
  return (
    <div className="grid items-start gap-4 min-[67.5rem]:grid-cols-2">
      <div className="grid min-w-0 gap-4">
        <RuleCard segment={segment} rule={rule} />
        {typical.length > 0 && <TypicalCard segment={segment} people={typical} />}
      </div>
      <div className="grid min-w-0 gap-4">
        {trend && <TrendCard segment={segment} trend={trend} />}
        {items.length > 0 && <ItemsCard segment={segment} items={items} name={name} />}
        {voices && <VoicesCard segment={segment} voices={voices} name={name} />}
      </div>
    </div>
  );
}
