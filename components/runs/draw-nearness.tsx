"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { Button } from "../ui/button.tsx";
import { useMay } from "../workspace/use-me.ts";
import { draftOf } from "./run-draft.ts";
import { StartDialog } from "./start-dialog.tsx";
import { useRerun } from "./use-run.ts";
import { useEstimate } from "./use-run-options.ts";
import { useWriteSeconds } from "./use-write-seconds.ts";

/** Of a run without a map by nearness: the same run with one, in which nothing else is worked out again. */
export function DrawNearness({ run }: { readonly run: RunDetailDto }) {
  const t = useTranslations("runs");
  const mayRun = useMay("analyst");
  const writeSeconds = useWriteSeconds();
  const [isOpen, setOpen] = useState(false);
  const rerun = useRerun(run.id, "?map=nearness");
  const estimate = useEstimate(isOpen ? run.datasetId : undefined, draftOf(run.config));
  if (!mayRun) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("nearness.draw")}
      </Button>
      <StartDialog
        isText
        open={isOpen}
        onOpenChange={setOpen}
        title={t("nearness.drawTitle")}
        busy={rerun.isPending}
        onStart={() => rerun.mutate({ changes: { evaluation: { umap: {} } } })}
      >
        <div className="grid gap-3 text-sm">
          <p>{t("nearness.alsoHelp")}</p>
          <p>
            {t("nearness.drawText")}{" "}
            {estimate.data && (
              <span className="num">
                {t("nearness.drawTime", { value: writeSeconds(estimate.data.choices.nearness) })}
              </span>
            )}
          </p>
        </div>
      </StartDialog>
    </>
  );
}
