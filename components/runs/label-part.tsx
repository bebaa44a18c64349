"use client";

import { useTranslations } from "next-intl";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import type { RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { type LabelsDraft, labelColumns, labelsOf, type RunDraft, standardLabels } from "./run-draft.ts";
import { Choice, Part } from "./settings-part.tsx";
import { useWriteSeconds } from "./use-write-seconds.ts";

interface LabelPartProps {
  readonly options: RunOptions;
  readonly tables: IngestSummary["tables"] | undefined;
  readonly draft: RunDraft;
  readonly estimate: RunEstimateDto | undefined;
  readonly onChange: (draft: RunDraft) => void;
}

/** What the shop knows of some people already: whether it can be told from all else, and by what. */
export function LabelPart({ options, tables, draft, estimate, onChange }: LabelPartProps) {
  const t = useTranslations("runs");
  const writeSeconds = useWriteSeconds();
  const { names } = labelColumns(tables);
  const labels = labelsOf(draft, options, tables);
  if (names.length === 0) return null;
  const set = (changed: LabelsDraft | null) =>
    onChange({ ...draft, evaluation: { ...draft.evaluation, labels: changed } });
  return (
    <Part title={t("part.label")}>
      <Field label={t("label.column")} help={t("label.columnHelp")}>
        {(ids) => (
          <Select
            {...ids}
            className="max-w-72"
            value={labels?.column ?? ""}
            onChange={({ target: { value } }) =>
              set(value === "" ? null : { ...standardLabels(options), ...labels, column: value })
            }
          >
            <option value="">{t("label.none")}</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {labels && (
        <>
          <Choice label={t("label.split")} help={t(`label.splitHelp.${labels.split}`)}>
            <Segmented
              label={t("label.split")}
              value={labels.split}
              onChange={(split) => set({ ...labels, split })}
              options={[
                { value: "stratified", label: t("label.stratified") },
                { value: "time", label: t("label.time") },
              ]}
            />
          </Choice>
          <Checkbox
            checked={labels.transformer}
            onChange={({ target: { checked } }) => set({ ...labels, transformer: checked })}
            label={
              <>
                {t("label.transformer")}{" "}
                {estimate && (
                  <span className="meta num">
                    {t("about", { value: writeSeconds(estimate.choices.labelTransformer) })}
                  </span>
                )}
                <span className="meta block">{t("label.transformerHelp")}</span>
              </>
            }
          />
        </>
      )}
    </Part>
  );
}
