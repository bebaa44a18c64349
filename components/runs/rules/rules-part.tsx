"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { ParamField } from "../param-field.tsx";
import { type ClusteringDraft, type FeatureChoice, paramValue } from "../run-draft.ts";
import { FixedEditor } from "./fixed-editor.tsx";
import { LostNote } from "./lost-note.tsx";
import { PairsEditor } from "./pairs-editor.tsx";
import { countRules, limitsProblem } from "./rules-draft.ts";

interface RulesPartProps {
  readonly algorithm: RunOptions["algorithms"][number];
  readonly algorithms: RunOptions["algorithms"];
  readonly choices: readonly FeatureChoice[];
  readonly clustering: ClusteringDraft;
  readonly onChange: (part: ClusteringDraft) => void;
}

/** What the shop decides and the data know nothing of; folded, as few runs need it. */
export function RulesPart({ algorithm, algorithms, choices, clustering, onChange }: RulesPartProps) {
  const t = useTranslations("runs.rules");
  const count = countRules(clustering);
  const [isOpen] = useState(count > 0);
  const limits = algorithm.params.filter(({ isRule }) => isRule);
  const problem = limits.length > 0 ? limitsProblem(clustering) : null;
  return (
    <>
      <LostNote algorithm={algorithm} algorithms={algorithms} clustering={clustering} onChange={onChange} />
      <details open={isOpen} className="border-line border-t pt-3">
        <summary className="w-fit cursor-pointer font-medium text-sm">
          {t("title")} <span className="meta">{t("count", { count })}</span>
        </summary>
        <div className="mt-3 grid gap-6">
          <FixedEditor choices={choices} fixed={clustering.fixed ?? []} onChange={(fixed) => onChange({ fixed })} />
          {limits.length > 0 && (
            <fieldset className="grid gap-2">
              <legend className="mb-2 font-medium text-sm">{t("limits")}</legend>
              <div className="grid gap-4 sm:grid-cols-2">
                {limits.map((param) => (
                  <ParamField
                    key={param.name}
                    param={param}
                    value={paramValue(clustering, param)}
                    onChange={(value) => onChange({ [param.name]: value })}
                  />
                ))}
              </div>
              {problem && <p className="text-bad text-sm">{t(`limitsProblem.${problem}`)}</p>}
            </fieldset>
          )}
          {algorithm.takesPairs && (
            <PairsEditor pairs={clustering.pairs ?? []} onChange={(pairs) => onChange({ pairs })} />
          )}
        </div>
      </details>
    </>
  );
}
