"use client";

import { useTranslations } from "next-intl";
import type { RunDto } from "../../lib/runs/schema.ts";
import { Chip, type ChipTone } from "../ui/chip.tsx";
import { ProgressRing } from "../ui/progress-bar.tsx";

const tones: Readonly<Record<RunDto["status"], ChipTone>> = {
  queued: "plain",
  running: "accent",
  done: "good",
  failed: "bad",
  cancelled: "plain",
};

export function RunState({ run }: { readonly run: RunDto }) {
  const t = useTranslations("runs");
  return (
    <Chip tone={tones[run.status]}>
      {run.status === "running" && <ProgressRing fraction={run.fraction} />}
      {t(`status.${run.status}`)}
    </Chip>
  );
}
