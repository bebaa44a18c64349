"use client";

import { useNow, useTranslations } from "next-intl";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import { Chip, type ChipTone } from "../ui/chip.tsx";

type Verdict = NonNullable<ExperimentDto["verdict"]>["verdict"];

const tones: Readonly<Record<Verdict, ChipTone>> = {
  ship: "good",
  stop: "bad",
  continue: "accent",
  "no-difference": "plain",
  blocked: "warn",
  inconclusive: "warn",
};

const dayMs = 24 * 3_600_000;

/** What was decided, else what the report says, else how far it is. */
export function StateChip({ experiment }: { readonly experiment: ExperimentDto }) {
  const t = useTranslations("experiments");
  const now = useNow({ updateInterval: 60_000 });
  const { status, decision, verdict, startedAt, readyAt, analysis } = experiment;
  if (decision) {
    const what =
      decision.decision === "ship" ? t("decided.ship", { arm: decision.arm ?? "" }) : t(`decided.${decision.decision}`);
    return <Chip tone={decision.decision === "ship" ? "good" : "plain"}>{what}</Chip>;
  }
  if (analysis?.status === "failed" && !verdict) return <Chip tone="bad">{t("state.failed")}</Chip>;
  if (verdict) return <Chip tone={tones[verdict.verdict]}>{t(`verdict.${verdict.verdict}`)}</Chip>;
  if (status === "running" && startedAt !== null && readyAt !== null) {
    const days = Math.max(1, Math.round((Date.parse(readyAt) - Date.parse(startedAt)) / dayMs));
    const day = Math.min(days, Math.floor((now.getTime() - Date.parse(startedAt)) / dayMs) + 1);
    return <Chip tone="accent">{t("state.day", { day, days })}</Chip>;
  }
  return <Chip>{t(`state.${status}`)}</Chip>;
}
