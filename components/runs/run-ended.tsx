"use client";

import { useTranslations } from "next-intl";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { useMay } from "../workspace/use-me.ts";
import { RerunDialog } from "./rerun-dialog.tsx";
import { useRunAction } from "./use-run.ts";

/** A run that failed or was cancelled: why, what is kept, and the ways on. */
export function RunEnded({ run }: { readonly run: RunDetailDto }) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const retry = useRunAction(run.id, "retry");
  const mayAct = useMay("analyst");
  const isFailed = run.status === "failed";
  return (
    <section className="card max-w-[760px] px-6 py-5">
      <p
        className={`[overflow-wrap:anywhere] ${isFailed ? "text-bad" : "text-ink-2"}`}
        role={isFailed ? "alert" : undefined}
      >
        {isFailed && run.error ? say(run.error.detail) : t("cancelledText")}
      </p>
      <p className="mt-2 text-ink-2 text-sm">{t("kept", { count: run.receipts.length })}</p>
      {mayAct && (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button tone="primary" busy={retry.isPending} onClick={() => retry.mutate()}>
            {t("retry")}
          </Button>
          <RerunDialog run={run} />
          <Button asChild tone="quiet">
            <Link href={`/data/${run.datasetId}`}>{t("toData")}</Link>
          </Button>
        </div>
      )}
    </section>
  );
}
