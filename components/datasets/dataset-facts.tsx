"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney, formatNumber, formatShare } from "../../lib/core/format.ts";
import type { Locale } from "../../lib/core/localised.ts";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import { readDataTime } from "./data-time.ts";

/** A version in four figures. */
export function DatasetFacts({ summary }: { readonly summary: IngestSummary }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <section className="card grid sm:grid-cols-2 lg:grid-cols-4 [&>*]:border-line max-lg:[&>*:not(:last-child)]:border-b lg:[&>*:not(:last-child)]:border-r">
      <Fact value={format.number(summary.rowsIn)} label={t("rowsIn")}>
        {t("duplicatesText", { rows: summary.duplicates.rows, dropped: String(summary.duplicates.dropped) })}
      </Fact>
      <Fact value={format.number(summary.rowsSetAside)} label={t("rowsAside")}>
        {t("asideShare", { share: formatShare(summary.rowsSetAside / Math.max(1, summary.rowsIn), locale) })}
      </Fact>
      {summary.unit !== "row" && <PeopleFacts summary={summary} />}
    </section>
  );
}

/** Who they are and what they brought: nothing that measurements have. */
function PeopleFacts({ summary }: { readonly summary: IngestSummary }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const locale = useLocale();
  const { revenue, period, currency } = summary;
  const day = (text: string) => format.dateTime(readDataTime(text), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <>
      <Fact value={format.number(summary.knownUsers)} label={t("knownUsers")}>
        {t("buyersText", { buyers: format.number(summary.buyers) })}
        {period && <span className="block">{t("periodText", { from: day(period.from), to: day(period.to) })}</span>}
      </Fact>
      <Fact
        value={revenue ? formatMoney(revenue.known, currency) : "–"}
        label={revenue ? t("revenue") : t("revenueNone")}
      >
        {revenue &&
          t("revenueShare", {
            all: String(revenue.guest === 0),
            share: shareBelowAll(revenue.knownShare, locale),
          })}
      </Fact>
    </>
  );
}

/** 99.8 % stays below 100 %: something is missing, and it shows. */
function shareBelowAll(share: number, locale: Locale): string {
  if (share < 0.99) return formatShare(share, locale);
  const percent = formatNumber(Math.min(Math.floor(share * 10_000) / 100, 99.99), 2, true);
  return locale === "zh" ? `${percent}%` : `${percent}\u00a0%`;
}

interface FactProps {
  readonly value: string;
  readonly label: string;
  readonly children: ReactNode;
}

function Fact({ value, label, children }: FactProps) {
  return (
    <div className="px-4 py-3">
      <b className="num font-semibold text-xl tracking-tight">{value}</b> <span className="meta">{label}</span>
      <p className="meta">{children}</p>
    </div>
  );
}
