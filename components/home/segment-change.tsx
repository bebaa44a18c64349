"use client";

import { useFormatter, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { SegmentRowDto } from "../../lib/segments/schema.ts";
import { Chip } from "../ui/chip.tsx";
import { Sparkline } from "./sparkline.tsx";

/** How many more or fewer people it has than in the run before, and its sizes over the runs. */
export function SegmentChange({ segment }: { readonly segment: SegmentRowDto }) {
  const t = useTranslations("home");
  const format = useFormatter();
  const { history, isNew, colour } = segment;
  const [before, now] = history.slice(-2);
  if (isNew) return <Chip tone="accent">{t("isNew")}</Chip>;
  if (!before || !now) return null;
  const more = now.size - before.size;
  const share = before.size > 0 ? Math.abs(more) / before.size : 0;
  const sentence =
    more === 0
      ? t("changeNone", { run: before.runNumber })
      : t(more > 0 ? "changeMore" : "changeLess", {
          people: format.number(Math.abs(more)),
          share: format.number(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 }),
          run: before.runNumber,
        });
  const sizes = history.map(({ runNumber, size }) => t("sizeInRun", { run: runNumber, size: formatNumber(size) }));
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="meta num">{sentence}</span>
      <Sparkline values={history.map(({ size }) => size)} colour={colour} label={sizes.join(" · ")} />
    </div>
  );
}
