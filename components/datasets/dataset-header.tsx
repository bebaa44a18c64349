"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import type { Preview } from "../../lib/ingest/schema.ts";
import { Link, useRouter } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { EditableText } from "../ui/editable-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useMay } from "../workspace/use-me.ts";
import { formatBytes } from "./format-bytes.ts";
import { RefreshMenu } from "./refresh-menu.tsx";
import { StatusChip } from "./status-chip.tsx";
import { useSendings } from "./uploads.ts";
import { useDeleteDataset, useDescribe, useIsDescribing, useReadDataset } from "./use-datasets.ts";
import { useShownName } from "./use-shown-name.ts";

interface DatasetHeaderProps {
  readonly dataset: DatasetDetailDto;
  readonly preview: Preview | undefined;
  readonly onFiles: (files: readonly File[], isReplacing: boolean) => void;
}

/** The state of a dataset as a sentence, and the next step as a button. */
export function DatasetHeader({ dataset, preview, onFiles }: DatasetHeaderProps) {
  const showName = useShownName();
  const t = useTranslations("datasets");
  const mayChange = useMay("analyst");
  const describe = useDescribe(dataset.id);
  const read = useReadDataset(dataset.id);
  const isSending = useSendings(dataset.id).length > 0;
  const { status, previewState } = dataset;
  const isDescribing = useIsDescribing(dataset.id);
  const canRead =
    previewState === "ready" && !isSending && !isDescribing && preview?.tables.every(({ problem }) => problem === null);
  return (
    <PageHeader
      title={useTitle(dataset, isSending)}
      meta={status === "draft" && previewState !== "none" ? t("describeMeta") : undefined}
      crumbs={
        <span className="flex flex-wrap items-center gap-1">
          <Link href="/data" className="hover:underline">
            {t("title")}
          </Link>
          <span aria-hidden="true">›</span>
          <span className="text-ink-2">
            <EditableText
              label={t("name")}
              value={showName(dataset.name)}
              maxLength={120}
              disabled={!mayChange}
              onChange={(name) => describe.mutate({ name })}
            />
          </span>
        </span>
      }
      chips={
        <>
          <StatusChip dataset={dataset} />
          {dataset.isSample && <Chip>{t("sampleChip")}</Chip>}
          {dataset.version !== null && <Chip>{t("versionNumber", { number: dataset.version })}</Chip>}
          <Chip>{t("filesAndSize", { count: dataset.files, size: formatBytes(dataset.size) })}</Chip>
        </>
      }
      actions={
        mayChange && (
          <>
            <MoreActions dataset={dataset} />
            {status === "ready" && <RefreshMenu dataset={dataset} onFiles={onFiles} />}
            {(status === "draft" || status === "failed") && (
              <Button tone="primary" disabled={!canRead} busy={read.isPending} onClick={() => read.mutate()}>
                {t("read")}
              </Button>
            )}
            {status === "ready" && (
              <Button tone="primary" asChild>
                <Link href={`/runs/new?dataset=${dataset.id}`}>{t("newRun")}</Link>
              </Button>
            )}
          </>
        )
      }
    />
  );
}

function useTitle(
  { status, users, rows, previewState, version, summary }: DatasetDetailDto,
  isSending: boolean,
): string {
  const t = useTranslations("datasets");
  const format = useFormatter();
  if (isSending) return t("uploadTitle");
  if (status === "preparing") return t("preparingTitle");
  if (status === "reading") return t("readingTitle");
  if (status === "failed") return t("failedTitle");
  if (status === "draft") {
    if (previewState === "none") return t("uploadTitle");
    return version === null ? t("describeTitle") : t("describeNextTitle", { number: version + 1 });
  }
  const shownRows = format.number(rows ?? 0);
  return users === null || summary?.unit === "row"
    ? t("readyNoUsers", { rows: shownRows })
    : t("readyTitle", { users: format.number(users), rows: shownRows });
}

function MoreActions({ dataset }: { readonly dataset: DatasetDetailDto }) {
  const t = useTranslations("datasets");
  const router = useRouter();
  const showName = useShownName();
  const remove = useDeleteDataset(() => router.push("/data"));
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <Button tone="quiet" aria-label={t("actions")}>
            <Icon name="more" />
          </Button>
        }
      >
        <MenuItem danger onSelect={() => setAsking(true)}>
          {t("delete")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("deleteTitle", { name: showName(dataset.name) })}
        text={t("deleteText")}
        verb={t("delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(dataset.id, { onError: () => setAsking(false) })}
      />
    </>
  );
}
