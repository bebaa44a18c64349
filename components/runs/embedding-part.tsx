"use client";

import { useTranslations } from "next-intl";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import type { RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CoverageLine } from "./coverage-line.tsx";
import { EncoderChoice } from "./encoder-choice.tsx";
import { NumberField } from "./number-field.tsx";
import { coverageOf, leastShare, type RunDraft, rangeOf } from "./run-draft.ts";
import { Choice, Part } from "./settings-part.tsx";
import { TextBlockFields } from "./text-block-fields.tsx";
import { useWriteSeconds } from "./use-write-seconds.ts";

interface EmbeddingPartProps {
  readonly options: RunOptions;
  readonly datasetId: string | undefined;
  readonly tables: IngestSummary["tables"] | undefined;
  readonly draft: RunDraft;
  readonly estimate: RunEstimateDto | undefined;
  readonly onChange: (draft: RunDraft) => void;
}

const behaviourFields = ["length", "epochs", "dimensions", "weight"] as const;

/** What people wrote and did, as blocks beside the features: first what the dataset has, then what to make of it. */
export function EmbeddingPart({ options, datasetId, tables, draft, estimate, onChange }: EmbeddingPartProps) {
  const t = useTranslations("runs");
  const writeSeconds = useWriteSeconds();
  const { embedding } = draft;
  const { text, behaviour } = embedding;
  const texts = coverageOf(tables, "texts");
  const events = coverageOf(tables, "events");
  const orders = coverageOf(tables, "transactions");
  const acts = events.rows > 0 ? events : orders;
  const set = (part: Partial<RunDraft["embedding"]>) => onChange({ ...draft, embedding: { ...embedding, ...part } });
  const usesBlocks = text.encoder !== "none" || behaviour.encoder !== "none";
  return (
    <Part title={t("part.embedding")}>
      <div className="grid gap-3 sm:grid-cols-2">
        <CoverageLine kind="texts" coverage={texts} isKnown={tables !== undefined} />
        <CoverageLine kind={events.rows > 0 ? "events" : "orders"} coverage={acts} isKnown={tables !== undefined} />
      </div>
      {(texts.rows > 0 || text.encoder !== "none") && (
        <>
          <EncoderChoice
            options={options}
            seconds={estimate?.choices.text}
            value={text.encoder}
            onChange={(encoder) => set({ text: { ...text, encoder } })}
          />
          {text.encoder !== "none" && (
            <TextBlockFields
              options={options}
              datasetId={datasetId}
              text={text}
              onChange={(changed) => set({ text: changed })}
            />
          )}
          {text.encoder !== "none" && texts.share < leastShare && <p className="meta">{t("blockDescribes")}</p>}
        </>
      )}
      {(acts.rows > 0 || behaviour.encoder !== "none") && (
        <fieldset className="grid gap-3 border-line border-t pt-4">
          <legend className="sr-only">{t("behaviour.label")}</legend>
          <Checkbox
            checked={behaviour.encoder !== "none"}
            onChange={({ target }) =>
              set({ behaviour: { ...behaviour, encoder: target.checked ? "transformer" : "none" } })
            }
            label={
              <>
                <span className="font-medium">{t("behaviour.label")}</span>{" "}
                {estimate && (
                  <span className="meta num">{t("about", { value: writeSeconds(estimate.choices.behaviour) })}</span>
                )}
                <span className="meta block">{t("behaviour.help")}</span>
              </>
            }
          />
          {behaviour.encoder !== "none" && (
            <div className="grid gap-4 sm:grid-cols-2">
              {behaviourFields.map((name) => (
                <NumberField
                  key={name}
                  label={t(`block.${name}`)}
                  help={t(`blockHelp.${name}`)}
                  range={rangeOf(options, ["embedding", "behaviour", name])}
                  value={behaviour[name]}
                  onChange={(value) => set({ behaviour: { ...behaviour, [name]: value } })}
                />
              ))}
              <Choice
                label={t("behaviourSize.label")}
                help={t(`behaviourSizeHelp.${behaviour.student ? "half" : "whole"}`)}
              >
                <Segmented
                  label={t("behaviourSize.label")}
                  value={behaviour.student ? "half" : "whole"}
                  onChange={(size) => set({ behaviour: { ...behaviour, student: size === "half" } })}
                  options={[
                    { value: "whole", label: t("behaviourSize.whole") },
                    { value: "half", label: t("behaviourSize.half") },
                  ]}
                />
              </Choice>
              <Choice label={t("behaviourPrecision")} help={t(`behaviourPrecisionHelp.${behaviour.precision}`)}>
                <Segmented
                  label={t("behaviourPrecision")}
                  value={behaviour.precision}
                  onChange={(precision) => set({ behaviour: { ...behaviour, precision } })}
                  options={[
                    { value: "fp32", label: "fp32" },
                    { value: "int8", label: "int8" },
                  ]}
                />
              </Choice>
            </div>
          )}
        </fieldset>
      )}
      {usesBlocks && (
        <div className="grid gap-4 border-line border-t pt-4 sm:grid-cols-2">
          <NumberField
            label={t("featuresWeight.label")}
            help={t("featuresWeight.help")}
            range={rangeOf(options, ["embedding", "features", "weight"])}
            value={embedding.features.weight}
            onChange={(weight) => set({ features: { weight } })}
          />
          <Choice label={t("fusion.label")} help={t(`fusionHelp.${embedding.fusion}`)}>
            <Segmented
              label={t("fusion.label")}
              value={embedding.fusion}
              onChange={(fusion) => set({ fusion })}
              options={[
                { value: "early", label: t("fusion.early") },
                { value: "late", label: t("fusion.late") },
              ]}
            />
          </Choice>
        </div>
      )}
    </Part>
  );
}
