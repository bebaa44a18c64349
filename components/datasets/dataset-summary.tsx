"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney, formatNumber, formatShare } from "../../lib/core/format.ts";
import type { Locale } from "../../lib/core/localised.ts";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { DataList } from "../ui/data-list.tsx";
import { Icon } from "../ui/icon.tsx";
import { readDataTime } from "./data-time.ts";
import { DatasetRuns } from "./dataset-runs.tsx";

interface DatasetSummaryProps {
  readonly dataset: DatasetDetailDto;
  readonly summary: IngestSummary;
}

/** What was read: every row is accounted for. */
export function DatasetSummary({ dataset, summary }: DatasetSummaryProps) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  return (
    <div className="grid gap-4">
      <Facts summary={summary} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <WhereRowsWent dataset={dataset} summary={summary} />
        <div className="grid gap-4">
          <DatasetRuns datasetId={dataset.id} />
          <Card title={t("tables")}>
            <DataList
              caption={t("tables")}
              rows={summary.tables}
              rowKey={({ files }) => files.join()}
              columns={[
                {
                  id: "kind",
                  label: t("kind"),
                  cell: ({ kind }) => <b className="font-medium">{t(`kinds.${kind}`)}</b>,
                },
                { id: "rows", label: t("rows"), number: true, cell: ({ rows }) => t("tableRows", { rows }) },
                {
                  id: "columns",
                  label: t("roleHead"),
                  number: true,
                  cell: ({ columns }) => t("columnsKept", { count: columns.length }),
                },
              ]}
            />
          </Card>
          {summary.notes.length > 0 && (
            <Card title={t("notes")}>
              <ul className="list-disc py-3 pr-4 pl-8 text-ink-2 text-sm">
                {summary.notes.map((note) => (
                  <li key={note.en} className="[overflow-wrap:anywhere]">
                    {say(note)}
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}

function Facts({ summary }: { readonly summary: IngestSummary }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const locale = useLocale();
  const { revenue, period, currency } = summary;
  const day = (text: string) => format.dateTime(readDataTime(text), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <section className="card grid sm:grid-cols-2 lg:grid-cols-4 [&>*]:border-line max-lg:[&>*:not(:last-child)]:border-b lg:[&>*:not(:last-child)]:border-r">
      <Fact value={format.number(summary.rowsIn)} label={t("rowsIn")}>
        {t("duplicatesText", { rows: summary.duplicates.rows, dropped: String(summary.duplicates.dropped) })}
      </Fact>
      <Fact value={format.number(summary.rowsSetAside)} label={t("rowsAside")}>
        {t("asideShare", { share: formatShare(summary.rowsSetAside / Math.max(1, summary.rowsIn), locale) })}
      </Fact>
      <Fact value={format.number(summary.knownUsers)} label={t("knownUsers")}>
        {t("buyersText", { buyers: format.number(summary.buyers) })}
        {period && ` · ${t("periodText", { from: day(period.from), to: day(period.to) })}`}
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
    </section>
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

function WhereRowsWent({ dataset, summary }: DatasetSummaryProps) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const { rowsIn, rowsStored, setAside } = summary;
  const bars = [
    { id: "stored", label: t("rowsStored"), rows: rowsStored, colour: "var(--accent)" },
    ...setAside.map(({ reason, rows }) => ({ id: reason, label: t(`reason.${reason}`), rows, colour: "var(--noise)" })),
  ];
  return (
    <Card
      title={t("whereRows")}
      actions={
        setAside.length > 0 && (
          <a
            href={`/api/v1/datasets/${dataset.id}/versions/${dataset.version}/set-aside`}
            download
            className="inline-flex items-center gap-1.5 text-accent text-xs hover:underline"
          >
            <Icon name="download" size={14} />
            {t("asideDownload")}
          </a>
        )
      }
    >
      <dl className="grid gap-3 px-4 py-4">
        {bars.map(({ id, label, rows, colour }) => (
          <div key={id} className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
            <dt>{label}</dt>
            <dd className="num">{format.number(rows)}</dd>
            <dd aria-hidden="true" className="col-span-2 h-1.5 rounded-full bg-sunken">
              <div
                className="h-full rounded-full"
                style={{
                  width: `${(100 * rows) / Math.max(1, rowsIn)}%`,
                  minWidth: rows > 0 ? 3 : 0,
                  background: colour,
                }}
              />
            </dd>
          </div>
        ))}
      </dl>
      {setAside.length === 0 && <p className="meta px-4 pb-4">{t("asideNone")}</p>}
    </Card>
  );
}
