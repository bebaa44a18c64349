"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { writeUserValue } from "../../lib/segments/charts/number-format.ts";
import type { PersonDto, SameRfmDto, SegmentDetailDto } from "../../lib/segments/schema.ts";
import { getJson } from "../api/request.ts";
import { dressReport } from "../runs/dress-report.ts";
import { useRunResults } from "../runs/use-run.ts";
import { Card } from "../ui/card.tsx";
import { Dot } from "../ui/dot.tsx";

const rfm = new Set(["recency", "frequency", "monetary"]);

/** Two customers that recency, orders and spend cannot tell apart, side by side. Nothing where there are none. */
export function SameRfm({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ["segments", "one", segment.id, "same-rfm"],
    queryFn: ({ signal }) => getJson<SameRfmDto>(`/segments/${segment.id}/same-rfm`, signal),
    staleTime: 60_000,
  });
  const results = useRunResults(segment.runId, data?.pair != null);
  if (!data?.pair || !results.data) return null;
  const { data: report, colours } = dressReport(results.data);
  const [one, other] = data.pair;
  const rows = one.features.map((info, i) => ({ info, one: one.values[i], other: other.values[i] }));
  const head = (person: PersonDto) => (
    <th key={person.userId} scope="col" className="px-4 py-2 text-right font-medium text-sm">
      <span className="block [overflow-wrap:anywhere]">{person.userId}</span>
      <span className="meta inline-flex items-center gap-1.5">
        <Dot colour={colours[person.segment] ?? person.segment} lap={Math.floor(person.segment / 12)} />
        {report.summary.segments[person.segment]?.name[locale]}
      </span>
    </th>
  );
  return (
    <Card title={t("sameRfm")} meta={t("sameRfmMeta")}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{t("sameRfm")}</caption>
        <thead>
          <tr>
            <td />
            {head(one)}
            {head(other)}
          </tr>
        </thead>
        <tbody>
          {rows
            .toSorted((a, b) => Number(rfm.has(b.info.id)) - Number(rfm.has(a.info.id)))
            .map(({ info, ...values }) => (
              <tr key={info.id} className={`border-line border-t ${rfm.has(info.id) ? "bg-sunken" : ""}`}>
                <th scope="row" className="px-4 py-1.5 text-left font-normal text-ink-2">
                  {info.label[locale]}
                </th>
                {[values.one, values.other].map((value, i) => (
                  <td key={i === 0 ? one.userId : other.userId} className="num px-4 py-1.5 text-right">
                    {writeUserValue(value, locale, info, segment.currency)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </Card>
  );
}
