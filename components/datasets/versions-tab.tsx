"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { VersionDto } from "../../lib/ingest/dataset-schema.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { readDataTime } from "./data-time.ts";
import { TabState } from "./tab-state.tsx";
import { useVersions, type VersionPlace } from "./use-versions.ts";

interface VersionsTabProps {
  readonly place: VersionPlace;
  /** The number to look at. */
  readonly onShow: (number: number) => void;
}

/** A version beside the one before it. */
interface Step {
  readonly version: VersionDto;
  readonly before: VersionDto | undefined;
  readonly isNewest: boolean;
}

/** Every read of the dataset, and what changed from one to the next. */
export function VersionsTab({ place, onShow }: VersionsTabProps) {
  const t = useTranslations("datasets");
  const columns = useColumns(place.number, onShow);
  return (
    <TabState query={useVersions(place.datasetId)} rows={2}>
      {({ items }) => (
        <DataList
          caption={t("tabs.versions")}
          columns={columns}
          rows={items.map((version, at) => ({ version, before: items[at + 1], isNewest: at === 0 }))}
          rowKey={({ version }) => String(version.number)}
        />
      )}
    </TabState>
  );
}

function useColumns(shown: number, onShow: (number: number) => void): readonly Column<Step>[] {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const day = (text: string) => format.dateTime(readDataTime(text), { dateStyle: "medium", timeZone: "UTC" });
  return [
    {
      id: "version",
      label: t("version"),
      cell: ({ version: { number, createdAt, createdBy }, isNewest }) => (
        <>
          <span className="flex flex-wrap items-center gap-1.5">
            <b className="font-medium">{t("versionNumber", { number })}</b>
            {isNewest && <Chip tone="good">{t("newest")}</Chip>}
          </span>
          <span className="meta block">
            {t("readBy", {
              when: format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }),
              known: String(createdBy !== null),
              name: createdBy ?? "",
            })}
          </span>
        </>
      ),
    },
    {
      id: "files",
      label: t("files"),
      cell: ({ version: { files } }) => (
        <span title={files.map(({ name }) => name).join("\n")}>
          {t("filesNamed", { first: files[0]?.name ?? "–", count: Math.max(0, files.length - 1) })}
        </span>
      ),
    },
    {
      id: "rows",
      label: t("rows"),
      number: true,
      cell: ({ version, before }) => <Change now={version.rows} before={before?.rows} />,
    },
    {
      id: "users",
      label: t("users"),
      number: true,
      cell: ({ version, before }) => <Change now={version.users} before={before?.users} />,
    },
    {
      id: "period",
      label: t("period"),
      cell: ({ version: { period }, before }) => (
        <>
          {period ? t("days", { from: day(period.from), to: day(period.to) }) : "–"}
          {period && before?.period && before.period.to < period.to && (
            <span className="meta block">{t("until", { day: day(before.period.to) })}</span>
          )}
        </>
      ),
    },
    {
      id: "runs",
      label: t("runsShort"),
      number: true,
      cell: ({ version: { runs } }) => format.number(runs),
    },
    {
      id: "show",
      label: <span className="sr-only">{t("actions")}</span>,
      number: true,
      cell: ({ version: { number } }) =>
        number === shown ? (
          <span className="meta whitespace-nowrap">{t("isShown")}</span>
        ) : (
          <Button size="small" aria-label={t("showVersion", { number })} onClick={() => onShow(number)}>
            {t("show")}
          </Button>
        ),
    },
  ];
}

function Change({ now, before }: { readonly now: number; readonly before: number | undefined }) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  return (
    <>
      <span className="num">{format.number(now)}</span>
      {before !== undefined && (
        <span className="meta num block">
          {now === before ? t("same") : format.number(now - before, { signDisplay: "exceptZero" })}
        </span>
      )}
    </>
  );
}
