"use client";

import { useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { DatasetDto } from "../../lib/ingest/dataset-schema.ts";
import { Link } from "../i18n/navigation.ts";
import { Card } from "../ui/card.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { readDataTime } from "./data-time.ts";
import { DropTarget } from "./drop-target.tsx";
import { FileButton } from "./file-button.tsx";
import { formatBytes } from "./format-bytes.ts";
import { NoDatasets } from "./no-datasets.tsx";
import { StatusChip } from "./status-chip.tsx";
import { useDatasets } from "./use-datasets.ts";
import { useShownName } from "./use-shown-name.ts";
import { useStartUpload } from "./use-start-upload.ts";

/** All datasets; the whole page takes files. */
export function DatasetsPage() {
  const t = useTranslations("datasets");
  const mayUpload = useMay("analyst");
  const datasets = useDatasets();
  const upload = useStartUpload();
  const columns = useColumns();
  const items = datasets.data?.items;
  const asked = useSearchParams().has("upload");
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) button.current?.querySelector("button")?.focus();
  }, [asked]);
  return (
    <DropTarget onFiles={upload.mutate} disabled={!mayUpload || upload.isPending}>
      <PageHeader
        title={items ? t("titleCount", { count: items.length }) : t("title")}
        actions={
          mayUpload && (
            <div ref={button}>
              <FileButton busy={upload.isPending} onFiles={upload.mutate}>
                <Icon name="upload" size={14} />
                {t("upload")}
              </FileButton>
            </div>
          )
        }
      />
      {datasets.error && <ProblemNote error={datasets.error} onRetry={datasets.refetch} />}
      {datasets.isPending && (
        <Card>
          <SkeletonRows rows={4} height={57} />
        </Card>
      )}
      {items?.length === 0 && <NoDatasets />}
      {items && items.length > 0 && (
        <Card>
          <DataList caption={t("title")} columns={columns} rows={items} rowKey={({ id }) => id} />
        </Card>
      )}
    </DropTarget>
  );
}

/** Where a dataset stands; of one that is read, how many of its rows fit. */
function Quality({ dataset }: { readonly dataset: DatasetDto }) {
  const t = useTranslations("datasets");
  const { rows, rowsSetAside, status } = dataset;
  if (rows === null || rowsSetAside === null) return <StatusChip dataset={dataset} />;
  return (
    <>
      {status !== "ready" && <StatusChip dataset={dataset} />}
      <span className={status === "ready" ? "" : "meta block"}>{t("asideCount", { rows: rowsSetAside })}</span>
    </>
  );
}

function useColumns(): readonly Column<DatasetDto>[] {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const showName = useShownName();
  const day = (text: string) => format.dateTime(readDataTime(text), { dateStyle: "medium", timeZone: "UTC" });
  const count = (value: number | null) => (value === null ? "–" : format.number(value));
  return [
    {
      id: "name",
      label: t("name"),
      cell: ({ id, name, files, size }) => (
        <>
          <Link href={`/data/${id}`} className="font-medium hover:underline">
            {showName(name)}
          </Link>
          <span className="meta block">{t("filesAndSize", { count: files, size: formatBytes(size) })}</span>
        </>
      ),
    },
    { id: "users", label: t("users"), number: true, cell: ({ users }) => count(users) },
    { id: "rows", label: t("rows"), number: true, cell: ({ rows }) => count(rows) },
    {
      id: "period",
      label: t("period"),
      cell: ({ period }) => (period ? t("days", { from: day(period.from), to: day(period.to) }) : "–"),
    },
    { id: "quality", label: t("quality"), cell: (dataset) => <Quality dataset={dataset} /> },
    {
      id: "refreshed",
      label: t("refreshed"),
      cell: ({ refreshedAt, version }) =>
        refreshedAt === null ? (
          "–"
        ) : (
          <>
            {format.dateTime(new Date(refreshedAt), { dateStyle: "medium", timeStyle: "short" })}
            <span className="meta block">{t("versionNumber", { number: version ?? 1 })}</span>
          </>
        ),
    },
  ];
}
