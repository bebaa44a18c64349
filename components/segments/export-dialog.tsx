"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ExportDto } from "../../lib/activation/schema.ts";
import { sendJson } from "../api/request.ts";
import { useRunResults } from "../runs/use-run.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ExportDone } from "./export-done.tsx";
import { ExportForm } from "./export-form.tsx";
import { type ExportWish, filtersFit, newWish, requestOf } from "./export-wish.ts";
import { useExportOptions } from "./use-segments.ts";

interface ExportDialogProps {
  readonly runId: string;
  /** Left out: everybody of the run. */
  readonly segmentId?: string;
  /** Whose list, in words. */
  readonly what: string;
}

/** A list to take along: columns, filters, a control group held back; counted and logged before it leaves. */
export function ExportDialog({ runId, segmentId, what }: ExportDialogProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState<ExportWish>(newWish);
  const results = useRunResults(runId, isOpen);
  const options = useExportOptions(runId, isOpen);
  const make = useMutation({
    mutationFn: () => sendJson<ExportDto>("POST", "/exports", requestOf({ runId, segmentId }, wish, locale)),
    meta: { shown: true },
    onSuccess: ({ id }) => {
      download(id);
      void client.invalidateQueries({ queryKey: ["exports"] });
    },
  });
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        <Icon name="download" size={14} />
        {t("export")}
      </Button>
      <Dialog
        wide
        open={isOpen}
        onOpenChange={(open) => {
          setOpen(open);
          if (!open) make.reset();
        }}
        title={t("exportTitle", { what })}
        text={make.data ? undefined : t("exportText")}
        actions={
          make.data ? (
            <Button tone="primary" onClick={() => setOpen(false)}>
              {t("finished")}
            </Button>
          ) : (
            <>
              <Button tone="quiet" onClick={() => setOpen(false)}>
                {t("close")}
              </Button>
              <Button
                tone="primary"
                busy={make.isPending}
                disabled={!filtersFit(wish) || !options.data}
                onClick={() => make.mutate()}
              >
                {t("exportStart")}
              </Button>
            </>
          )
        }
      >
        {make.error && <ProblemNote error={make.error} />}
        {results.error && <ProblemNote error={results.error} onRetry={results.refetch} />}
        {options.error && <ProblemNote error={options.error} onRetry={options.refetch} />}
        {make.data ? (
          <ExportDone made={make.data} onAgain={download} />
        ) : results.data && options.data ? (
          <ExportForm
            wish={wish}
            onChange={setWish}
            results={results.data}
            options={options.data}
            segmentId={segmentId}
          />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Dialog>
    </>
  );
}

/** The browser takes the stream straight to disk. */
function download(id: string, part: "list" | "control" = "list"): void {
  const link = document.createElement("a");
  link.href = `/api/v1/exports/${id}/file${part === "control" ? "?part=control" : ""}`;
  link.download = "";
  link.click();
}
