"use client";

import { useTranslations } from "next-intl";
import type { AlphaSpending, ExperimentMode } from "../../lib/experiments/config-schema.ts";
import { NumberField } from "../runs/number-field.tsx";
import { Card } from "../ui/card.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { DesignDraft } from "./design-draft.ts";

const modes: readonly ExperimentMode[] = ["fixed", "group-sequential", "always-valid"];

const ways: readonly AlphaSpending[] = ["obrien-fleming", "pocock"];

interface ModeCardProps {
  readonly draft: DesignDraft;
  readonly onChange: (change: Partial<DesignDraft>) => void;
}

/** When its results may be looked at: chosen before anybody sees one. */
export function ModeCard({ draft, onChange }: ModeCardProps) {
  const t = useTranslations("experiments");
  return (
    <Card title={t("design.reading")} meta={t("design.readingMeta")}>
      <div className="grid gap-3 px-5 py-4">
        {modes.map((mode) => (
          <label key={mode} className="flex cursor-pointer items-start gap-2.5">
            <input
              type="radio"
              name="mode"
              value={mode}
              checked={draft.mode === mode}
              onChange={() => onChange({ mode })}
              className="mt-0.5 size-4 flex-none accent-accent"
            />
            <span>
              <span className="block font-medium text-sm">{t(`modes.${mode}`)}</span>
              <span className="meta block max-w-[75ch]">{t(`modeHelp.${mode}`)}</span>
            </span>
          </label>
        ))}
        {draft.mode === "group-sequential" && (
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <NumberField
              label={t("design.looks")}
              help={t("design.looksHelp")}
              range={{ minimum: 2, maximum: 20, default: 4 }}
              value={draft.looks}
              onChange={(value) => onChange({ looks: value })}
            />
            <div className="grid content-start justify-items-start gap-1.5">
              <span className="font-medium text-sm">{t("design.spending")}</span>
              <Segmented
                label={t("design.spending")}
                value={draft.spending}
                onChange={(spending) => onChange({ spending })}
                options={ways.map((value) => ({ value, label: t(`design.spendingWays.${value}`) }))}
              />
              <p className="meta">{t(`design.spendingHelp.${draft.spending}`)}</p>
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
