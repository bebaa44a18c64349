"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { mostListed } from "../../lib/clustering/rules-schema.ts";
import { type FixSegment, type SegmentDetailDto, waysToFix } from "../../lib/segments/segment-schema.ts";
import { StartDialog } from "../runs/start-dialog.tsx";
import { useStartFrom } from "../runs/use-run.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { usePortrait } from "./use-portrait.ts";
import { useRuleWords } from "./use-rule-words.ts";

interface FixSegmentDialogProps {
  readonly segment: SegmentDetailDto;
  readonly name: string;
  readonly onClose: () => void;
}

/** A segment that a run found is to stay: by which decision, and the run in which everybody else is segmented anew. */
export function FixSegmentDialog({ segment, name, onClose }: FixSegmentDialogProps) {
  const t = useTranslations("segments.fix");
  const { unit } = segment;
  const portrait = usePortrait(segment.id);
  const words = useRuleWords(segment, portrait.data?.rule ?? null);
  const fix = useStartFrom<FixSegment>(`/segments/${segment.id}/fix`);
  const [wanted, setWanted] = useState<FixSegment["by"] | null>(null);
  const ways = waysToFix(segment.size, words !== null);
  const by = ways.find((way) => way === wanted) ?? ways[0];
  return (
    <StartDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name })}
      text={t("text", { name, unit })}
      verb={t("start")}
      busy={fix.isPending}
      disabled={portrait.isPending || by === undefined}
      onStart={() => by && fix.mutate({ by })}
    >
      {portrait.error && <ProblemNote error={portrait.error} onRetry={portrait.refetch} />}
      {portrait.isPending ? (
        <Skeleton className="h-32 w-full" />
      ) : (
        <div className="grid gap-3 text-sm">
          {by && ways.length > 1 && (
            <div>
              <Segmented
                label={t("by")}
                value={by}
                onChange={setWanted}
                options={[
                  { value: "members", label: t("members") },
                  { value: "rule", label: t("rule") },
                ]}
              />
            </div>
          )}
          {by === undefined && <p>{t("noWay", { most: mostListed, unit })}</p>}
          {by === "rule" && words && (
            <>
              <p className="text-pretty font-medium">{words.sentence}</p>
              <p className="text-ink-2">{t("ruleText", { unit })}</p>
              <p className="text-ink-2">{words.measured}</p>
            </>
          )}
          {by === "members" && (
            <>
              <p>{t("membersText", { count: segment.size, unit })}</p>
              {!words && <p className="text-ink-2">{t("noRule")}</p>}
            </>
          )}
        </div>
      )}
    </StartDialog>
  );
}
