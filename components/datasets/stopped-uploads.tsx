"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { UploadDto } from "../../lib/ingest/dataset-schema.ts";
import { sendJson } from "../api/request.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { formatBytes } from "./format-bytes.ts";
import { useSendings } from "./uploads.ts";

/** Files whose upload stopped (a closed browser, a cut line): dropped again they go on, or they are discarded. */
export function StoppedUploads({ uploads }: { readonly uploads: readonly UploadDto[] }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const sendings = useSendings();
  const discard = useMutation({
    mutationFn: (id: string) => sendJson<void>("DELETE", `/uploads/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
  const isSending = ({ name, size, datasetId }: UploadDto) =>
    sendings.some((file) => file.name === name && file.size === size && file.datasetId === datasetId);
  const stopped = uploads.filter((upload) => upload.status === "uploading" && !isSending(upload));
  if (stopped.length === 0) return null;
  return (
    <Card title={t("stoppedHead")} className="mb-4">
      <ul>
        {stopped.map(({ id, name, received, size }) => (
          <li key={id} className="flex items-center gap-3 border-line border-b px-4 py-3 last:border-0">
            <span className="min-w-0 flex-1 text-sm">
              {t("stopped", { name, received: formatBytes(received), size: formatBytes(size) })}
            </span>
            <Button
              size="small"
              busy={discard.isPending && discard.variables === id}
              onClick={() => discard.mutate(id)}
            >
              {t("discard")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
