"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Chart, Charted } from "../../lib/segments/charts/chart.ts";
import { writeValue } from "../../lib/segments/charts/number-format.ts";
import { ScrollRegion } from "../ui/scroll-region.tsx";

/** Of a twin on the page; the CSV holds all. */
const rowsShown = 100;

/** The same data as the picture, as a table. */
export function ChartTwin<Data extends Charted>({
  chart,
  data,
  className,
}: {
  readonly chart: Chart<Data>;
  readonly data: Data;
  readonly className?: string;
}) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const { columns, rows, leftOff = 0 } = useMemo(() => chart.table(data, locale, rowsShown), [chart, data, locale]);
  const title = chart.title(data, locale);
  const cell = (value: string | number | null, at: number) => {
    const column = columns[at];
    if (typeof value === "string" || !column?.kind) return value ?? "–";
    return writeValue(value, locale, { kind: column.kind, decimals: column.decimals, currency: data.currency });
  };
  return (
    <ScrollRegion label={title} className={`overflow-auto text-xs ${className ?? ""}`}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ label, kind }) => (
              <th
                key={label}
                scope="col"
                className={`sticky top-0 border-line border-b bg-surface px-3 py-1.5 font-medium text-ink-3 ${kind ? "text-right" : "text-left"}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td
                  key={columns[column]?.label}
                  className={`whitespace-nowrap border-line border-b px-3 py-1.5 ${columns[column]?.kind ? "text-right" : "text-left"}`}
                >
                  {cell(value, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {leftOff > 0 && (
        <p className="meta px-3 py-2">{t("firstRows", { shown: rows.length, all: rows.length + leftOff })}</p>
      )}
    </ScrollRegion>
  );
}
