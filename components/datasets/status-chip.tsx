"use client";

import { useTranslations } from "next-intl";
import type { DatasetDto, DatasetStatus } from "../../lib/ingest/dataset-schema.ts";
import { Chip, type ChipTone } from "../ui/chip.tsx";

const tones: Readonly<Record<DatasetStatus, ChipTone>> = {
  preparing: "accent",
  draft: "warn",
  reading: "accent",
  ready: "good",
  failed: "bad",
};

export function StatusChip({ dataset }: { readonly dataset: Pick<DatasetDto, "status"> }) {
  const t = useTranslations("datasets");
  return <Chip tone={tones[dataset.status]}>{t(`status.${dataset.status}`)}</Chip>;
}
