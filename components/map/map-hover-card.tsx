"use client";

import { useTranslations } from "next-intl";
import { membershipWords } from "../../lib/segments/charts/membership-words.ts";
import { writeIndex, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { peopleWords } from "../../lib/segments/charts/people.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { nameOfSegment } from "../../lib/segments/charts/share-rows.ts";
import { segmentColour } from "../../lib/segments/charts/theme.ts";
import { figureWords } from "../../lib/segments/figures-schema.ts";
import { usePersonAt } from "./use-map-data.ts";

interface MapCardProps {
  readonly runId: string;
  readonly row: number;
  readonly at: readonly [x: number, y: number];
  readonly frame: HTMLElement | null;
  readonly scene: Scene;
}

const shown = 5;
const lineHeight = 17;

/** Who is pointed at. */
export function MapCard({ runId, row, at, frame, scene }: MapCardProps) {
  const t = useTranslations("runs");
  const { data: person } = usePersonAt(runId, row);
  if (!person) return null;
  const { data, locale, theme } = scene;
  const { features, figures = [] } = data.summary;
  const isRight = at[0] > (frame?.clientWidth ?? 0) - 260;
  const belonging = membershipWords(person.membership, (segment) => nameOfSegment(data, segment, locale), locale);
  const beside = (figures.length + (belonging === "" ? 0 : 2)) * lineHeight;
  const isLow = at[1] > (frame?.clientHeight ?? 0) - 190 - beside;
  return (
    <div
      role="status"
      className="pointer-events-none absolute z-10 w-60 rounded-lg border border-line bg-surface px-3 py-2.5 text-xs shadow-float"
      style={{
        left: isRight ? at[0] - 252 : at[0] + 12,
        top: isLow ? at[1] - 178 - beside : at[1] + 8,
      }}
    >
      <p className="flex flex-wrap items-center gap-x-1.5 [overflow-wrap:anywhere]">
        <span className="dot" style={{ background: segmentColour(theme, person.segment) }} />
        <b className="font-semibold">
          {peopleWords(data, locale).Person} {person.userId}
        </b>
        <span className="meta">{nameOfSegment(data, person.segment, locale)}</span>
      </p>
      <dl className="num mt-1.5 grid grid-cols-[1fr_auto] gap-x-4 gap-y-px">
        {features.slice(0, shown).map((info, i) => (
          <div key={info.id} className="contents">
            <dt className="text-ink-3">{info.label[locale]}</dt>
            <dd className="text-right">{writeUserValue(person.values[i], locale, info, data.currency)}</dd>
          </div>
        ))}
        <dt className="text-ink-3">{t("silhouette")}</dt>
        <dd className="text-right">{writeIndex(person.silhouette)}</dd>
        {figures.map((figure) => (
          <div key={figure} className="contents">
            <dt className="text-ink-3">{figureWords[figure].label[locale]}</dt>
            <dd className="text-right">{writeIndex(person[figure])}</dd>
          </div>
        ))}
      </dl>
      {belonging !== "" && <p className="num mt-1.5 border-line border-t pt-1.5 text-ink-2">{belonging}</p>}
    </div>
  );
}
