"use client";

import { useTranslations } from "next-intl";
import { Slot } from "radix-ui";
import { type ReactElement, useState } from "react";
import { useRunResults } from "../runs/use-run.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ExportDone } from "./export-done.tsx";
import { ExportForm } from "./export-form.tsx";
import { type ExportWish, filtersFit, fitWish, startWish } from "./export-wish.ts";
import { readLastColumns } from "./last-columns.ts";
import { download, useExport } from "./use-export.ts";
import { useExportOptions } from "./use-segments.ts";

interface ExportDialogProps {
  readonly runId: string;
  /** Left out: everybody of the run. */
  readonly segmentId?: string;
  /** Whose list, in words. */
  readonly what: string;
  /** The button that opens it, where it is another than usual. */
  readonly children?: ReactElement;
}

/** A list to take along: columns, filters, a control group held back; counted and logged before it leaves. */
export function ExportDialog({ runId, segmentId, what, children }: ExportDialogProps) {
  const t = useTranslations("segments");
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState<ExportWish>();
  const results = useRunResults(runId, isOpen);
  const options = useExportOptions(runId, isOpen);
  const make = useExport({ runId, segmentId });
  return (
    <>
      <Slot.Root
        onClick={() => {
          if (!wish) setWish(startWish(readLastColumns()));
          setOpen(true);
        }}
      >
        {children ?? (
          <Button tone="primary">
            <Icon name="download" size={14} />
            {t("export")}
          </Button>
        )}
      </Slot.Root>
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
                disabled={!wish || !filtersFit(wish) || !options.data}
                onClick={() => wish && options.data && make.mutate(fitWish(wish, options.data))}
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
        ) : wish && results.data && options.data ? (
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
