"use client";

import { useTranslations } from "next-intl";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { useCancelJob, useJobs } from "../shell/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { useMay } from "../workspace/use-me.ts";

/** The read at work: how far it is, and a way to stop it. */
export function ReadingCard({ dataset }: { readonly dataset: DatasetDetailDto }) {
  const t = useTranslations("datasets");
  const shell = useTranslations("shell");
  const say = useLocalised();
  const cancel = useCancelJob();
  const mayCancel = useMay("analyst");
  const job = useJobs().find(({ datasetId }) => datasetId === dataset.id);
  const title = dataset.status === "preparing" ? t("preparingTitle") : t("readingTitle");
  return (
    <Card className="mb-4">
      <div className="grid gap-3 px-5 py-5">
        <ProgressBar label={title} fraction={job && job.status !== "queued" ? job.fraction : null} />
        <div className="flex min-h-7 items-center gap-3">
          <span className="meta min-w-0 flex-1 truncate" aria-live="polite">
            {job?.progress ? say(job.progress.sentence) : shell("waiting")}
          </span>
          {job && mayCancel && (
            <Button size="small" busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
              {shell("cancel")}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
