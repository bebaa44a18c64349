"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { changesOf, draftOf, type RunDraft } from "./run-draft.ts";
import { RunSettings } from "./run-settings.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { useRerun } from "./use-run.ts";
import { useDatasetTables, useEstimate, useRunOptions } from "./use-run-options.ts";

/** The run's own settings to change one of; stages that it does not touch are not done again. */
export function RerunDialog({ run }: { readonly run: RunDetailDto }) {
  const t = useTranslations("runs");
  const [isOpen, setOpen] = useState(false);
  const [changed, setChanged] = useState<RunDraft | null>(null);
  const options = useRunOptions(isOpen);
  const dataset = useDatasetTables(isOpen ? run.datasetId : undefined);
  const rerun = useRerun(run.id);
  const draft = changed ?? draftOf(run.config);
  const estimate = useEstimate(isOpen ? run.datasetId : undefined, draft);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("rerun")}</Button>
      <StartDialog
        wide
        open={isOpen}
        onOpenChange={setOpen}
        title={t("rerunTitle", { number: run.number })}
        text={t("rerunText")}
        busy={rerun.isPending}
        problem={estimate.error}
        onStart={() => rerun.mutate({ changes: changesOf(draft, run.config) })}
      >
        <div className="grid gap-4">
          {options.error && <ProblemNote error={options.error} onRetry={options.refetch} />}
          {options.data ? (
            <RunSettings
              options={options.data}
              datasetId={run.datasetId}
              tables={dataset.data?.summary?.tables}
              unit={dataset.data?.summary?.unit}
              draft={draft}
              estimate={estimate.data}
              onChange={setChanged}
            />
          ) : (
            <SkeletonRows rows={8} />
          )}
        </div>
      </StartDialog>
    </>
  );
}
