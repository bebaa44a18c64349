"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { Localised } from "../../lib/core/localised.ts";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { writeIndex } from "../../lib/segments/charts/number-format.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { algorithmSettings } from "./algorithm-settings.ts";
import { draftOf } from "./run-draft.ts";
import { useRunOptions } from "./use-run-options.ts";

interface CompareSettingsProps {
  readonly runs: readonly [RunDetailDto, RunDetailDto];
  readonly reports: readonly [ReportData, ReportData];
}

/** What differs stands out; what is the same stays quiet. */
export function CompareSettings({ runs, reports }: CompareSettingsProps) {
  const t = useTranslations("runs");
  const showName = useShownName();
  const locale = useLocale();
  const options = useRunOptions();
  const write = (value: number | Localised | null | undefined) =>
    typeof value === "number" ? formatNumber(value, 3, true) : (value?.[locale] ?? "–");
  const own = algorithmSettings(
    options.data?.algorithms ?? [],
    runs.map(({ config }) => draftOf(config).clustering),
  );
  const features = (report: ReportData) =>
    report.summary.features
      .filter(({ inMatrix }) => inMatrix)
      .map(({ label }) => label[locale])
      .join(locale === "zh" ? "、" : ", ");
  const row = (label: string, of: (run: RunDetailDto, report: ReportData) => string) =>
    [label, of(runs[0], reports[0]), of(runs[1], reports[1])] as const;
  const rows = [
    row(t("dataset"), (run) => showName(run.datasetName)),
    row(t("algorithm"), (_, report) => report.algorithm[locale]),
    ...own.map(({ label, values }) => [label[locale], write(values[0]), write(values[1])] as const),
    row(t("segmentsShort"), (_, report) => formatNumber(report.k)),
    row(t("people"), (_, report) => formatNumber(report.summary.users)),
    row(t("features"), (_, report) => features(report)),
    row(t("wholesale.label"), (run) => t(`wholesale.${run.config.features.wholesale}`)),
    row(t("check.seed"), (run) => String(run.seed)),
    row(t("silhouette"), (_, report) => writeIndex(report.silhouette.mean)),
    row(t("oneCloud"), (_, { fits, k }) => writeIndex(fits.find((fit) => fit.k === k)?.nullSilhouette?.mean)),
  ];
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{t("compareSetting")}</caption>
      <thead>
        <tr className="text-left text-ink-3 text-xs">
          <th scope="col" className="px-4 py-2 font-medium">
            {t("compareSetting")}
          </th>
          {runs.map((run, i) => (
            <th key={i === 0 ? "left" : "right"} scope="col" className="px-4 py-2 font-medium">
              {t(i === 0 ? "compareLeftRun" : "compareRightRun", { number: run.number })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, one, other]) => (
          <tr key={label} className="border-line border-t align-top">
            <th scope="row" className="px-4 py-2 text-left font-normal text-ink-2">
              {label}
            </th>
            {[one, other].map((value, i) => (
              <td
                key={i === 0 ? "left" : "right"}
                className={`num px-4 py-2 ${one === other ? "text-ink-2" : "font-medium"}`}
              >
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
