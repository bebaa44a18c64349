"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FeatureInfo } from "../../lib/features/schema.ts";
import { writeTypical } from "../../lib/segments/charts/profile.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { Card } from "../ui/card.tsx";

const shownAtMost = 12;

/** Diverging bars against everybody: how far off, and the typical values in the shop's units. */
export function ApartBars({ segment, name }: { readonly segment: SegmentDetailDto; readonly name: string }) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const rows = segment.features
    .flatMap((info, i) => {
      const own = segment.profile[i];
      const far = own?.standardised ?? null;
      return far === null ? [] : [{ info, far, own, everybody: segment.overall[i] }];
    })
    .toSorted((a, b) => Math.abs(b.far) - Math.abs(a.far))
    .slice(0, shownAtMost);
  const [first] = rows;
  /** The longest bar fills its half; short distances stay short. */
  const reach = Math.max(1.5, Math.abs(first?.far ?? 0));
  const title = first
    ? t(first.far >= 0 ? "apartMore" : "apartLess", { name, feature: first.info.label[locale] })
    : t("apartNone", { name });
  const typical = (feature: (typeof rows)[number]["own"], info: FeatureInfo) =>
    writeTypical(feature, info, locale, segment.currency);
  return (
    <Card title={title} meta={t("apartMeta")}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-ink-3 text-xs">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              {t("feature")}
            </th>
            <th scope="col" className="w-2/5 py-2 text-center font-medium max-sm:hidden">
              {t("lessMore")}
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {t("here")}
            </th>
            <th scope="col" className="py-2 pr-4 text-right font-medium">
              {t("everybody")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ info, far, own, everybody }) => (
            <tr key={info.id} className="border-line border-t">
              <th
                scope="row"
                title={info.help[locale]}
                className={`px-4 py-2 text-left font-normal text-sm ${info.inMatrix ? "" : "text-ink-3"}`}
              >
                {info.label[locale]}
              </th>
              <td className="py-2 max-sm:hidden">
                <Bar far={far} label={t("deviations", { far: far.toFixed(1) })} colour={segment.colour} reach={reach} />
              </td>
              <td className="num whitespace-nowrap px-3 py-2 text-right font-medium text-sm">{typical(own, info)}</td>
              <td className="num whitespace-nowrap py-2 pr-4 text-right text-ink-2 text-sm">
                {typical(everybody, info)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta border-line border-t px-4 py-2">{t("noTests")}</p>
    </Card>
  );
}

interface BarProps {
  readonly far: number;
  /** Standard deviations of a whole half. */
  readonly reach: number;
  readonly label: string;
  readonly colour: number;
}

function Bar({ far, reach, label, colour }: BarProps) {
  const width = Math.min(Math.abs(far) / reach, 1) * 50;
  return (
    <svg width="100%" height="12" role="img" aria-label={label} className="block">
      <title>{label}</title>
      <line x1="50%" x2="50%" y1="0" y2="12" stroke="var(--line-strong)" />
      <rect
        x={`${far < 0 ? 50 - width : 50}%`}
        width={`${width}%`}
        y="2"
        height="8"
        rx="2"
        style={{ fill: `var(--s${(colour % 12) + 1})` }}
      />
    </svg>
  );
}
