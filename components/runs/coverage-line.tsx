"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { Coverage } from "./run-draft.ts";

interface CoverageLineProps {
  readonly kind: "texts" | "events" | "orders";
  readonly coverage: Coverage;
  /** The dataset's tables are there; until then nothing is claimed. */
  readonly isKnown: boolean;
}

/** How many people left anything of a kind; where nobody did, which table would say more. */
export function CoverageLine({ kind, coverage, isKnown }: CoverageLineProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { rows, share } = coverage;
  const has = isKnown && rows > 0;
  return (
    <div className="grid content-start gap-1.5">
      <p className="text-sm">
        {!isKnown
          ? "–"
          : has
            ? t(`coverage.${kind}`, { share: writeShare(share, locale), rows })
            : t(`coverageNone.${kind}`)}
      </p>
      <svg width="100%" height="6" aria-hidden="true" className="block">
        <rect width="100%" height="6" rx="3" fill="var(--line)" />
        {has && <rect width={`${Math.max(1, 100 * share)}%`} height="6" rx="3" fill="var(--accent)" />}
      </svg>
      {isKnown && !has && <p className="meta">{t(`coverageHelp.${kind}`)}</p>}
    </div>
  );
}
