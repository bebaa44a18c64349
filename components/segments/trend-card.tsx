"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatMoney, formatNumber } from "../../lib/core/format.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import { trendChange, trendMeasure } from "../../lib/segments/charts/trend.ts";
import type { SegmentDetailDto, SegmentTrend } from "../../lib/segments/schema.ts";
import { Card } from "../ui/card.tsx";

interface TrendCardProps {
  readonly segment: SegmentDetailDto;
  readonly trend: SegmentTrend;
}

const [width, height] = [480, 132];

/** Revenue, or orders, of today's members month by month; months that the data hold in part are pale. */
export function TrendCard({ segment, trend }: TrendCardProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const format = useFormatter();
  const { months } = trend;
  const measure = trendMeasure(months);
  const change = trendChange(months);
  const highest = Math.max(...months.map((month) => month[measure] ?? 0), 1);
  const step = width / Math.max(months.length, 1);
  const write = (value: number | null) =>
    value === null ? "–" : measure === "revenue" ? formatMoney(value, segment.currency) : formatNumber(value);
  const monthName = (month: string) =>
    format.dateTime(new Date(`${month}-15T00:00:00Z`), { year: "numeric", month: "short", timeZone: "UTC" });
  const title =
    change === null
      ? t(measure === "revenue" ? "trendRevenue" : "trendOrders")
      : t(change < -0.02 ? "trendFell" : change > 0.02 ? "trendRose" : "trendEven", {
          measure: t(measure === "revenue" ? "measureRevenue" : "measureOrders"),
          share: writeShare(Math.abs(change), locale),
        });
  const [first, last] = [months[0], months.at(-1)];
  return (
    <Card title={title} meta={t("trendMeta")}>
      <div className="px-4 pt-3 pb-2">
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="block w-full">
          <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-strong)" />
          {months.map((month, i) => {
            const high = ((month[measure] ?? 0) / highest) * (height - 8);
            return (
              <rect
                key={month.month}
                x={i * step + step * 0.12}
                width={Math.max(step * 0.76, 0.5)}
                y={height - high}
                height={high}
                rx={Math.min(2, step / 4)}
                opacity={month.isPart ? 0.4 : 1}
                style={{ fill: `var(--s${(segment.colour % 12) + 1})` }}
              >
                <title>{`${monthName(month.month)}: ${write(month[measure])}`}</title>
              </rect>
            );
          })}
        </svg>
        <p aria-hidden="true" className="meta num flex justify-between pt-1">
          <span>{first && monthName(first.month)}</span>
          <span>{t("trendHighest", { value: write(highest) })}</span>
          <span>{last && monthName(last.month)}</span>
        </p>
      </div>
      <details className="border-line border-t px-4 py-2 text-sm">
        <summary className="meta cursor-pointer">{t("asTable")}</summary>
        <table className="mt-1 w-full border-collapse">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-ink-3 text-xs">
              <th scope="col" className="py-1 text-left font-medium">
                {t("month")}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {t("ordersColumn")}
              </th>
              {measure === "revenue" && (
                <th scope="col" className="py-1 text-right font-medium">
                  {t("revenueColumn")}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, orders, revenue, isPart }) => (
              <tr key={month} className="num border-line border-t">
                <th scope="row" className="py-1 text-left font-normal">
                  {monthName(month)} {isPart && <span className="meta">{t("partMonth")}</span>}
                </th>
                <td className="py-1 text-right">{formatNumber(orders)}</td>
                {measure === "revenue" && <td className="py-1 text-right">{write(revenue)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
}
