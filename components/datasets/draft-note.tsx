"use client";

import { useTranslations } from "next-intl";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { useMay } from "../workspace/use-me.ts";
import { formatBytes } from "./format-bytes.ts";
import { useDiscardDraft, useDropFile } from "./use-versions.ts";

/** The files of the description at hand; of a next version also what stays in use meanwhile, and the way back. */
export function DraftNote({ dataset, isStale }: { readonly dataset: DatasetDetailDto; readonly isStale: boolean }) {
  const t = useTranslations("datasets");
  const mayChange = useMay("analyst");
  const discard = useDiscardDraft(dataset.id);
  const drop = useDropFile(dataset.id);
  const files = dataset.uploads.filter(({ status }) => status === "complete");
  const { version } = dataset;
  if (version === null && files.length < 2) return null;
  return (
    <Card
      className="mb-4"
      title={version === null ? t("files") : t("nextVersion", { number: version + 1 })}
      meta={version === null ? undefined : t("stillUsed", { number: version })}
      actions={
        version !== null &&
        mayChange && (
          <Button size="small" busy={discard.isPending} onClick={() => discard.mutate()}>
            {t("discardDraft", { number: version })}
          </Button>
        )
      }
    >
      <ul aria-label={t("files")}>
        {files.map(({ id, name, size }) => (
          <li key={id} className="flex items-center gap-3 border-line border-b px-4 py-2 text-sm last:border-0">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="meta num">{formatBytes(size)}</span>
            {mayChange && files.length > 1 && (
              <Button
                size="small"
                tone="quiet"
                aria-label={t("dropFileNamed", { name })}
                disabled={isStale}
                busy={drop.isPending && drop.variables === id}
                onClick={() => drop.mutate(id)}
              >
                {t("dropFile")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
