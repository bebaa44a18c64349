"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { isBusy, useAnalyse } from "./use-experiments.ts";

/** A look at results. One that the design did not plan leaves no winner, so it is asked twice. */
export function LookButton({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  const [isAsking, setAsking] = useState(false);
  const analyse = useAnalyse(experiment.id);
  const { config, looks, status, readyAt } = experiment;
  const isOver = readyAt === null ? status !== "running" : Date.parse(readyAt) <= Date.now();
  const isLeft = looks.planned === null || looks.taken < looks.planned || !looks.isNext;
  const isPlanned = (config.mode !== "fixed" || isOver) && isLeft;
  const why = config.mode !== "fixed" ? "unplanned.sequential" : isOver ? "unplanned.again" : "unplanned.fixed";
  return (
    <>
      <Button
        tone={isOver ? "primary" : "plain"}
        busy={analyse.isPending || isBusy(experiment)}
        onClick={() => (isPlanned ? analyse.mutate(undefined) : setAsking(true))}
      >
        {t("look")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("unplanned.title")}
        text={t(why, { count: looks.planned ?? 1 })}
        verb={t("unplanned.look")}
        busy={analyse.isPending}
        onConfirm={() => analyse.mutate(undefined, { onSuccess: () => setAsking(false) })}
      />
    </>
  );
}
