"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { writeUserValue } from "../../lib/segments/charts/number-format.ts";
import type { MemberRowDto } from "../../lib/segments/member-schema.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { Card } from "../ui/card.tsx";
import { useMay } from "../workspace/use-me.ts";
import { PersonDialog } from "./person-dialog.tsx";

const shownFeatures = 5;

interface TypicalCardProps {
  readonly segment: SegmentDetailDto;
  readonly people: readonly MemberRowDto[];
}

/** The members nearest to the middle, one a column, so that they can be read like people. */
export function TypicalCard({ segment, people }: TypicalCardProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const mayOpen = useMay("marketer");
  const [person, setPerson] = useState<number | null>(null);
  const features = segment.features
    .map((info, i) => ({ info, i }))
    .toSorted((a, b) => Number(b.info.inMatrix) - Number(a.info.inMatrix))
    .slice(0, shownFeatures);
  return (
    <Card title={t("typical", { unit: segment.unit })} meta={t("typicalMeta")}>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{t("typical", { unit: segment.unit })}</caption>
          <thead>
            <tr>
              <td />
              {people.map(({ row, userId }) => (
                <th key={row} scope="col" className="px-2 py-2 text-right font-medium text-xs last:pr-4">
                  {mayOpen ? (
                    <button
                      type="button"
                      onClick={() => setPerson(row)}
                      className="text-accent [overflow-wrap:anywhere] hover:underline"
                    >
                      {userId}
                    </button>
                  ) : (
                    userId
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {features.map(({ info, i }) => (
              <tr key={info.id} className="border-line border-t">
                <th scope="row" className="px-4 py-1.5 text-left font-normal text-ink-2">
                  {info.label[locale]}
                </th>
                {people.map(({ row, values }) => (
                  <td key={row} className="num whitespace-nowrap px-2 py-1.5 text-right last:pr-4">
                    {writeUserValue(values[i], locale, info, segment.currency)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PersonDialog runId={segment.runId} row={person} onClose={() => setPerson(null)} />
    </Card>
  );
}
