"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import { shareRows } from "../../lib/segments/charts/share-rows.ts";
import { Dot } from "../ui/dot.tsx";
import type { DressedReport } from "./dress-report.ts";

interface MapLegendProps {
  readonly report: DressedReport;
  readonly focus: readonly number[];
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** The segments by colour, name and share: a click isolates, with Shift it compares. */
export function MapLegend({ report, focus, onPick }: MapLegendProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { data, colours } = report;
  return (
    <fieldset
      aria-label={t("legend")}
      className="flex max-h-52 flex-wrap gap-0.5 overflow-y-auto border-line border-t px-2 py-1.5"
    >
      {shareRows(data).map(({ id, name, share }) => (
        <button
          key={id}
          type="button"
          aria-pressed={focus.includes(id)}
          onClick={(event) => onPick(id, event.shiftKey || event.ctrlKey || event.metaKey)}
          className="inline-flex max-w-full items-center gap-2 rounded-md px-2 py-1 text-left text-xs hover:bg-sunken aria-pressed:bg-accent-soft"
        >
          <Dot colour={colours[id] ?? id} lap={Math.max(0, Math.floor(id / 12))} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{name[locale]}</span>
          <span className="meta num">{writeShare(share, locale)}</span>
        </button>
      ))}
    </fieldset>
  );
}
