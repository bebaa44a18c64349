"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ExportDto, ExportFilter } from "../../lib/activation/schema.ts";
import { sendJson } from "../api/request.ts";
import { useRunResults } from "../runs/use-run.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ExportDone } from "./export-done.tsx";
import { ExportForm, type ExportWish, newWish } from "./export-form.tsx";

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
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState<ExportWish>(newWish);
  const results = useRunResults(runId, isOpen);
  const make = useMutation({
    mutationFn: () => sendJson<ExportDto>("POST", "/exports", requestOf(runId, segmentId, wish)),
    meta: { shown: true },
    onSuccess: ({ id }) => {
      download(id);
      void client.invalidateQueries({ queryKey: ["exports"] });
    },
  });
  const filtersFit = wish.filters.every(({ value }) => value.trim() !== "" && Number.isFinite(Number(value)));
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
              <Button tone="primary" busy={make.isPending} disabled={!filtersFit} onClick={() => make.mutate()}>
                {t("exportStart")}
              </Button>
            </>
          )
        }
      >
        {make.error && <ProblemNote error={make.error} />}
        {results.error && <ProblemNote error={results.error} onRetry={results.refetch} />}
        {make.data ? (
          <ExportDone made={make.data} onAgain={download} />
        ) : results.data ? (
          <ExportForm wish={wish} onChange={setWish} results={results.data} segmentId={segmentId} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Dialog>
    </>
  );
}

function requestOf(runId: string, segmentId: string | undefined, wish: ExportWish) {
  const filters: ExportFilter[] = wish.filters.map(({ feature, op, value }) => ({ feature, op, value: Number(value) }));
  return {
    runId,
    ...(segmentId === undefined ? {} : { segmentId }),
    ...(wish.minus === "" ? {} : { minusSegmentId: wish.minus }),
    filters,
    columns: wish.columns,
    bom: wish.bom,
    controlShare: wish.control ? 0.1 : 0,
  };
}

/** The browser takes the stream straight to disk. */
function download(id: string, part: "list" | "control" = "list"): void {
  const link = document.createElement("a");
  link.href = `/api/v1/exports/${id}/file${part === "control" ? "?part=control" : ""}`;
  link.download = "";
  link.click();
}
