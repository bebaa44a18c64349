"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { figureColumns, figureWords } from "../../lib/segments/figures-schema.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import type { MapMode } from "../map/map-renderer.ts";
import { PersonSearch } from "../map/person-search.tsx";
import { Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useMay } from "../workspace/use-me.ts";

interface MapBarProps {
  readonly runId: string;
  readonly data: ReportData;
  readonly mode: MapMode;
  readonly onMode: (mode: MapMode) => void;
  readonly colour: string;
  readonly onColour: (colour: string) => void;
  readonly onFound: (row: number) => void;
  /** Which of two maps is seen, where there are two. */
  readonly children: ReactNode;
}

/** What the map does under the pointer, what its colours say, and a search for one person. */
export function MapBar({ runId, data, mode, onMode, colour, onColour, onFound, children }: MapBarProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const mayList = useMay("marketer");
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 pb-2">
      {children}
      {mayList && (
        <Segmented
          label={t("mapMode")}
          value={mode}
          onChange={onMode}
          options={[
            { value: "pan", label: t("pan") },
            { value: "lasso", label: t("lasso") },
          ]}
        />
      )}
      <Select
        aria-label={t("colourBy")}
        className="w-auto max-w-56 py-0.5 text-xs"
        value={colour}
        onChange={({ target }) => onColour(target.value)}
      >
        <option value="segment">{t("colourBySegment")}</option>
        {data.summary.features.map(({ id, label }) => (
          <option key={id} value={id}>
            {t("colourByFeature", { feature: label[locale] })}
          </option>
        ))}
        {data.summary.figures?.map((figure) => (
          <option key={figure} value={figureColumns[figure]}>
            {t("colourByFeature", { feature: figureWords[figure].label[locale] })}
          </option>
        ))}
      </Select>
      {colour !== "segment" && (
        <span className="meta flex items-center gap-1.5">
          {t("low")}
          <span
            aria-hidden="true"
            className="h-2 w-16 rounded-full"
            style={{ background: "linear-gradient(90deg, var(--low), var(--middle), var(--high))" }}
          />
          {t("high")}
        </span>
      )}
      {mayList && <PersonSearch runId={runId} onFound={onFound} />}
    </div>
  );
}
