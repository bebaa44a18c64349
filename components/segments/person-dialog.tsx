"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeIndex, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { dressReport } from "../runs/dress-report.ts";
import { useRunResults } from "../runs/use-run.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Dot } from "../ui/dot.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { usePerson } from "./use-segments.ts";

interface PersonDialogProps {
  readonly runId: string;
  /** null: closed. */
  readonly userId: string | null;
  readonly onClose: () => void;
}

/** Everything the run knows of one person. */
export function PersonDialog({ runId, userId, onClose }: PersonDialogProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const person = usePerson(runId, userId);
  const results = useRunResults(runId, userId !== null);
  const report = results.data && dressReport(results.data);
  const nameOf = (segment: number) => report?.data.summary.segments[segment]?.name[locale] ?? "–";
  const { data } = person;
  return (
    <Dialog isText open={userId !== null} onOpenChange={(open) => !open && onClose()} title={userId ?? ""}>
      {person.error && <ProblemNote error={person.error} onRetry={person.refetch} />}
      {data ? (
        <>
          <p className="mb-3 flex items-center gap-2 font-medium">
            <Dot colour={report?.colours[data.segment] ?? data.segment} />
            {nameOf(data.segment)}
          </p>
          <dl className="num grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
            {data.features.map((info, i) => (
              <div key={info.id} className="contents">
                <dt className="text-ink-3">{info.label[locale]}</dt>
                <dd className="text-right">{writeUserValue(data.values[i], locale, info, data.currency)}</dd>
              </div>
            ))}
            <dt className="text-ink-3">{t("silhouette")}</dt>
            <dd className="text-right">{writeIndex(data.silhouette)}</dd>
            {data.nextNearest !== null && (
              <>
                <dt className="text-ink-3">{t("nextNearest")}</dt>
                <dd className="text-right">{nameOf(data.nextNearest)}</dd>
              </>
            )}
          </dl>
        </>
      ) : (
        !person.error && <SkeletonRows rows={8} height={24} />
      )}
    </Dialog>
  );
}
