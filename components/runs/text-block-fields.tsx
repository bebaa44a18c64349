"use client";

import { useTranslations } from "next-intl";
import type { RunConfig, RunOptions } from "../../lib/runs/schema.ts";
import { Segmented } from "../ui/segmented.tsx";
import { ModelField } from "./model-field.tsx";
import { NumberField } from "./number-field.tsx";
import { rangeOf } from "./run-draft.ts";
import { SendingNote } from "./sending-note.tsx";
import { Choice } from "./settings-part.tsx";

type TextBlock = RunConfig["embedding"]["text"];

interface TextBlockFieldsProps {
  readonly options: RunOptions;
  /** Whose texts would be sent to an endpoint. */
  readonly datasetId: string | undefined;
  readonly text: TextBlock;
  readonly onChange: (text: TextBlock) => void;
}

/** What the chosen encoder may be told: its model, how a person's texts become one vector, and what the block weighs. */
export function TextBlockFields({ options, datasetId, text, onChange }: TextBlockFieldsProps) {
  const t = useTranslations("runs");
  const needs = options.encoders.find(({ id }) => id === text.encoder)?.needs;
  const number = (name: "dimensions" | "weight" | "halfLifeDays") => (
    <NumberField
      label={t(`block.${name}`)}
      help={t(`blockHelp.${name}`)}
      range={rangeOf(options, ["embedding", "text", name])}
      value={text[name]}
      onChange={(value) => onChange({ ...text, [name]: value })}
    />
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(needs === "model" || needs === "teacher") && (
        <ModelField text={text} mayBeBundled={needs === "teacher"} onChange={onChange} />
      )}
      {needs === "endpoint" && options.endpoint && datasetId !== undefined && (
        <div className="sm:col-span-2">
          <SendingNote datasetId={datasetId} />
        </div>
      )}
      <Choice label={t("pooling.label")} help={t(`poolingHelp.${text.pooling}`)}>
        <Segmented
          label={t("pooling.label")}
          value={text.pooling}
          onChange={(pooling) => onChange({ ...text, pooling })}
          options={[
            { value: "mean", label: t("pooling.mean") },
            { value: "recent", label: t("pooling.recent") },
          ]}
        />
      </Choice>
      {text.pooling === "recent" && number("halfLifeDays")}
      <Choice label={t("adapt.label")} help={t(`adapt.help.${text.adapt}`)}>
        <Segmented
          label={t("adapt.label")}
          value={text.adapt}
          onChange={(adapt) => onChange({ ...text, adapt })}
          options={[
            { value: "none", label: t("adapt.none") },
            { value: "tags", label: t("adapt.tags") },
            { value: "label", label: t("adapt.byLabel") },
          ]}
        />
      </Choice>
      {number("dimensions")}
      {number("weight")}
    </div>
  );
}
