"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatShare } from "../../lib/core/format.ts";
import type { VersionFeature, VersionFeaturesDto } from "../../lib/runs/version-schema.ts";
import { Problem } from "../api/problem.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Chip } from "../ui/chip.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { readDataTime } from "./data-time.ts";
import { NotesList } from "./notes-list.tsx";
import { TabState } from "./tab-state.tsx";
import { useVersionFeatures, type VersionPlace } from "./use-versions.ts";

/** What people are compared by unless somebody says otherwise, and what not and why. */
export function FeaturesTab({ place }: { readonly place: VersionPlace }) {
  return <TabState query={useVersionFeatures(place)}>{(found) => <Found found={found} />}</TabState>;
}

function Found({ found }: { readonly found: VersionFeaturesDto }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const columns = useColumns();
  const { state, features, users, referenceDate, notes, problem } = found;
  if (state === "working")
    return (
      <div className="p-4">
        <ProgressBar label={t("featuresWorking")} fraction={null} />
      </div>
    );
  if (problem)
    return (
      <div className="p-4">
        <ProblemNote error={new Problem(422, problem)} />
      </div>
    );
  if (state !== "ready") return <p className="px-4 py-4 text-ink-2">{t("featuresNone")}</p>;
  const used = features.filter(({ isUsed }) => isUsed).length;
  return (
    <>
      <div className="px-4 pt-3 pb-1">
        <h3 className="font-medium text-sm">{t("featuresTitle", { used, all: features.length })}</h3>
        <p className="meta">
          {t("featuresMeta", { users: users ?? 0 })}
          {referenceDate &&
            t("featuresDate", {
              day: format.dateTime(readDataTime(`${referenceDate} 00:00:00`), { dateStyle: "medium", timeZone: "UTC" }),
            })}
        </p>
      </div>
      <DataList caption={t("tabs.features")} columns={columns} rows={features} rowKey={({ id }) => id} />
      <NotesList notes={notes} />
    </>
  );
}

function useColumns(): readonly Column<VersionFeature>[] {
  const t = useTranslations("datasets");
  const say = useLocalised();
  const locale = useLocale();
  return [
    {
      id: "feature",
      label: t("feature"),
      cell: ({ label, help }) => (
        <>
          <b className="font-medium">{say(label)}</b>
          <span className="meta block max-w-[64ch]">{say(help)}</span>
        </>
      ),
    },
    {
      id: "coverage",
      label: t("coverage"),
      number: true,
      cell: ({ coverage }) => (coverage === null ? "–" : formatShare(coverage, locale)),
    },
    {
      id: "use",
      label: t("use"),
      cell: ({ isUsed, reason }) => (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:justify-end">
          <Chip tone={isUsed ? "good" : "plain"}>{t(isUsed ? "used" : "unused")}</Chip>
          {reason && <span className="text-ink-2 text-sm sm:min-w-0 sm:flex-1">{say(reason)}</span>}
        </span>
      ),
      className: "sm:w-1/2",
    },
  ];
}
