"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReportData } from "../../lib/segments/schema.ts";

/** What the verdict goes by, and of every other number of segments that was judged why it was not taken; folded, as few ask. */
export function WhyNot({ data }: { readonly data: ReportData }) {
  const t = useTranslations("runs.whyNot");
  const locale = useLocale();
  const { whyNot, detail } = data.summary.verdict;
  return (
    <div className="mb-4 flex flex-wrap items-start gap-x-8 gap-y-2 text-sm">
      <details className="open:w-full">
        <summary className="w-fit cursor-pointer text-ink-2">{t("figures")}</summary>
        <p className="meta mt-2 max-w-[100ch]">{detail[locale]}</p>
      </details>
      {whyNot.length > 0 && (
        <details className="open:w-full">
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
      )}
    </div>
  );
}
