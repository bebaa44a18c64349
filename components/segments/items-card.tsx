"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { SegmentDetailDto, SegmentItem } from "../../lib/segments/schema.ts";
import { Card } from "../ui/card.tsx";

interface ItemsCardProps {
  readonly segment: SegmentDetailDto;
  readonly items: readonly SegmentItem[];
  readonly name: string;
}

/** What they buy more often than everybody. */
export function ItemsCard({ segment, items, name }: ItemsCardProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const [first] = items;
  const full = Math.max(...items.map(({ share }) => share), 0.01);
  const title = first
    ? t("itemsTitle", { name, item: first.name ?? first.item, times: formatNumber(first.share / first.everybody, 1) })
    : t("items");
  const head = "px-2 py-2 text-right font-medium text-ink-3 text-xs last:pr-4";
  return (
    <Card title={title} meta={t("itemsMeta")}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-medium text-ink-3 text-xs">
              {t("item")}
            </th>
            <th scope="col" className={`${head} max-sm:hidden`}>
              <span className="sr-only">{t("itemBar")}</span>
            </th>
            <th scope="col" className={head}>
              {t("here")}
            </th>
            <th scope="col" className={head}>
              {t("everybody")}
            </th>
            <th scope="col" className={head}>
              {t("lift")}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ item, name: words, share, everybody }) => (
            <tr key={item} className="border-line border-t">
              <th scope="row" className="px-4 py-1.5 text-left font-normal [overflow-wrap:anywhere]">
                {words ?? item}
                {words !== null && <span className="meta ml-1.5">{item}</span>}
              </th>
              <td className="w-24 px-2 max-sm:hidden">
                <svg width="88" height="12" aria-hidden="true" className="block">
                  <rect
                    y="0"
                    height="5"
                    rx="2"
                    width={(88 * share) / full}
                    style={{ fill: `var(--s${(segment.colour % 12) + 1})` }}
                  />
                  <rect y="7" height="5" rx="2" width={(88 * everybody) / full} fill="var(--line-strong)" />
                </svg>
              </td>
              <td className="num px-2 py-1.5 text-right">{writeShare(share, locale)}</td>
              <td className="num px-2 py-1.5 text-right text-ink-2">{writeShare(everybody, locale)}</td>
              <td className="num px-2 py-1.5 pr-4 text-right font-medium">{formatNumber(share / everybody, 1)} ×</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
