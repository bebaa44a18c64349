"use client";

import { useTranslations } from "next-intl";
import type { NewExport } from "../../lib/activation/schema.ts";
import { Select } from "../ui/field.tsx";

interface ExportNoiseProps {
  /** People in no segment. */
  readonly people: number;
  /** The list is of one segment: nobody else is on it unless asked for. */
  readonly isOfSegment: boolean;
  readonly value: NewExport["noise"];
  readonly onChange: (noise: NewExport["noise"]) => void;
}

/** What becomes of those in no segment on a list. */
export function ExportNoise({ people, isOfSegment, value, onChange }: ExportNoiseProps) {
  const t = useTranslations("segments");
  const choices = isOfSegment ? (["keep", "nearest"] as const) : (["keep", "leave-out", "nearest"] as const);
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">
        {t("noise.title")} <span className="meta">{t("noise.help", { count: people })}</span>
      </legend>
      <Select
        aria-label={t("noise.title")}
        className="max-w-80"
        value={value}
        onChange={({ target }) => onChange(choices.find((one) => one === target.value) ?? "keep")}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {t(`noise.${isOfSegment && one === "keep" ? "own" : one}`)}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}
