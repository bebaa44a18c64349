"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { IngestSummary } from "../../lib/ingest/schema.ts";

/** Rows in = rows read + rows quarantined, by reason, as bars from one zero. */
export function WhereRowsWent({ summary }: { readonly summary: IngestSummary }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const { rowsIn, rowsStored, setAside } = summary;
  const bars = [
    { id: "stored", label: t("rowsStored"), rows: rowsStored, colour: "var(--accent)" },
    ...setAside.map(({ reason, rows }) => ({ id: reason, label: t(`reason.${reason}`), rows, colour: "var(--noise)" })),
  ];
  return (
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
  );
}
