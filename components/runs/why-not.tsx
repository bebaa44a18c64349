"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReportData } from "../../lib/segments/schema.ts";

/** Of every other number of segments that was judged, why it was not taken; folded, as few ask. */
export function WhyNot({ data }: { readonly data: ReportData }) {
  const t = useTranslations("runs.whyNot");
  const locale = useLocale();
  const { whyNot } = data.summary.verdict;
  if (whyNot.length === 0) return null;
  return (
    <details className="mb-4 text-sm">
      <summary className="w-fit cursor-pointer text-ink-2">{t("title", { k: data.k })}</summary>
      <dl className="meta mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {whyNot.map(({ k, sentence }) => (
          <div key={k} className="contents">
            <dt className="num text-right">{k}</dt>
            <dd>{sentence[locale]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
