"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { SegmentBeside, SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { Dot } from "../ui/dot.tsx";

const shown = 6;

/** Who might as well be in another segment; the algorithm said how surely. */
export function BesideCard({
  segment,
  beside,
}: {
  readonly segment: SegmentDetailDto;
  readonly beside: readonly SegmentBeside[];
}) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const locale = useLocale();
  const shared = beside.filter(({ people }) => people > 0).sort((a, b) => b.people - a.people);
  const all = shared.reduce((sum, { people }) => sum + people, 0);
  const [first] = shared;
  const nameOf = ({ ownName, name }: SegmentBeside) => ownName ?? say(name);
  const title = first
    ? t("besideTitle", { people: all, unit: segment.unit, share: writeShare(all / segment.size, locale) })
    : t("besideNone", { unit: segment.unit });
  return (
    <Card title={title} meta={t("besideMeta")}>
      {first && (
        <ul className="grid gap-x-8 gap-y-2 px-4 py-3 sm:grid-cols-2">
          {shared.slice(0, shown).map((other) => (
            <li key={other.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 text-sm">
              <Link href={`/segments/${other.id}`} className="flex min-w-0 items-center gap-2 hover:underline">
                <Dot colour={other.colour} lap={Math.floor(other.index / 12)} />
                <span className="truncate">{nameOf(other)}</span>
              </Link>
              <span className="num text-ink-2">{t("besidePeople", { people: other.people, unit: segment.unit })}</span>
              <span aria-hidden="true" className="col-span-2 h-1.5 rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(100 * other.people) / first.people}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {shared.length > shown && (
        <p className="meta px-4 pb-3">{t("besideMore", { others: formatNumber(shared.length - shown) })}</p>
      )}
    </Card>
  );
}
