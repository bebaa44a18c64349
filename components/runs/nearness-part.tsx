"use client";

import { useTranslations } from "next-intl";
import type { RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { NumberField } from "./number-field.tsx";
import { type RunDraft, rangeOf } from "./run-draft.ts";
import { Part } from "./settings-part.tsx";
import { useWriteSeconds } from "./use-write-seconds.ts";

interface NearnessPartProps {
  readonly options: RunOptions;
  readonly draft: RunDraft;
  readonly estimate: RunEstimateDto | undefined;
  readonly onChange: (draft: RunDraft) => void;
}

const settings = ["neighbours", "minDistance"] as const;

/** Whether people are drawn by nearness, too, and what that takes. */
export function NearnessPart({ options, draft, estimate, onChange }: NearnessPartProps) {
  const t = useTranslations("runs");
  const writeSeconds = useWriteSeconds();
  const { umap } = draft.evaluation;
  const rangeFor = (name: (typeof settings)[number]) => rangeOf(options, ["evaluation", "umap", name]);
  const set = (changed: RunDraft["evaluation"]["umap"]) =>
    onChange({ ...draft, evaluation: { ...draft.evaluation, umap: changed } });
  return (
    <Part title={t("part.map")}>
      <Checkbox
        checked={umap !== null}
        onChange={({ target: { checked } }) =>
          set(
            checked
              ? { neighbours: rangeFor("neighbours").default, minDistance: rangeFor("minDistance").default }
              : null,
          )
        }
        label={
          <>
            {t("nearness.also")}{" "}
            {estimate && (
              <span className="meta num">{t("about", { value: writeSeconds(estimate.choices.nearness) })}</span>
            )}
            <span className="meta block">{t("nearness.alsoHelp")}</span>
          </>
        }
      />
      {umap && (
        <div className="grid gap-4 sm:grid-cols-2">
          {settings.map((name) => (
            <NumberField
              key={name}
              label={t(`nearness.${name}`)}
              help={t(`nearness.help.${name}`)}
              range={rangeFor(name)}
              value={umap[name]}
              onChange={(value) => set({ ...umap, [name]: value })}
            />
          ))}
        </div>
      )}
    </Part>
  );
}
