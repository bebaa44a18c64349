"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import type { RunOptions } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { featureChoices, isFeatureUsed, type RunDraft, switchFeature } from "./run-draft.ts";

interface FeatureSwitchesProps {
  readonly options: RunOptions;
  readonly tables: IngestSummary["tables"] | undefined;
  readonly draft: RunDraft;
  readonly onChange: (draft: RunDraft) => void;
}

/** Which features form the segments. Those off by default are folded away until somebody asks. */
export function FeatureSwitches({ options, tables, draft, onChange }: FeatureSwitchesProps) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const [isOpen, setOpen] = useState(false);
  const choices = featureChoices(options, tables);
  const used = choices.filter((choice) => isFeatureUsed(draft, choice)).length;
  const folded = choices.filter((choice) => !choice.use && !isFeatureUsed(draft, choice));
  const shown = isOpen ? choices : choices.filter((choice) => !folded.includes(choice));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-sm">
        {t("features")} <span className="meta">{t("featuresUsed", { used, all: choices.length })}</span>
      </legend>
      <ul className="grid gap-x-6 gap-y-2.5 sm:grid-cols-2">
        {shown.map((choice) => (
          <li key={choice.id}>
            <Checkbox
              checked={isFeatureUsed(draft, choice)}
              onChange={({ target }) => onChange(switchFeature(draft, choice, target.checked))}
              label={
                <>
                  <span className="[overflow-wrap:anywhere]">{say(choice.label)}</span>
                  {choice.help && <span className="meta block">{say(choice.help)}</span>}
                </>
              }
            />
          </li>
        ))}
      </ul>
      {folded.length > 0 && (
        <div>
          <Button size="small" tone="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? "fewerFeatures" : "moreFeatures", { count: folded.length })}
          </Button>
        </div>
      )}
      {used === 0 && <p className="text-bad text-sm">{t("noFeatures")}</p>}
    </fieldset>
  );
}
