"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import type { RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmbeddingPart } from "./embedding-part.tsx";
import { FeatureSwitches } from "./feature-switches.tsx";
import { LabelPart } from "./label-part.tsx";
import { NearnessPart } from "./nearness-part.tsx";
import { NumberField } from "./number-field.tsx";
import { ParamField } from "./param-field.tsx";
import { RulesPart } from "./rules/rules-part.tsx";
import { meantParams, paramValue, type RunDraft, rangeOf, ruleChoices, settingsOf, settle } from "./run-draft.ts";
import { Choice, Part } from "./settings-part.tsx";

interface RunSettingsProps {
  readonly options: RunOptions;
  readonly datasetId: string | undefined;
  readonly tables: IngestSummary["tables"] | undefined;
  /** Nothing is asked about buyers, texts and events of measurements. */
  readonly unit: IngestSummary["unit"];
  readonly draft: RunDraft;
  readonly estimate: RunEstimateDto | undefined;
  readonly onChange: (draft: RunDraft) => void;
  /** Stands first in the first part: whose data. */
  readonly children?: ReactNode;
}

/** Everything a run may be told, drawn from the registries and the schema of the config. */
export function RunSettings({
  options,
  datasetId,
  tables,
  unit,
  draft,
  estimate,
  onChange,
  children,
}: RunSettingsProps) {
  const t = useTranslations("runs");
  return (
    <>
      <Part title={t("part.features")}>
        {children}
        <FeatureSwitches options={options} tables={tables} draft={draft} onChange={onChange} />
        {unit !== "row" && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice label={t("wholesale.label")} help={t("wholesale.help")}>
              <Segmented
                label={t("wholesale.label")}
                value={draft.features.wholesale}
                onChange={(wholesale) => onChange({ ...draft, features: { ...draft.features, wholesale } })}
                options={[
                  { value: "keep", label: t("wholesale.keep") },
                  { value: "apart", label: t("wholesale.apart") },
                ]}
              />
            </Choice>
            <Field label={t("referenceDate.label")} help={t("referenceDate.help")}>
              {(ids) => (
                <Input
                  {...ids}
                  type="date"
                  className="max-w-48"
                  value={draft.features.referenceDate ?? ""}
                  onChange={({ target }) =>
                    onChange({ ...draft, features: { ...draft.features, referenceDate: target.value || null } })
                  }
                />
              )}
            </Field>
          </div>
        )}
      </Part>
      {unit !== "row" && (
        <EmbeddingPart
          options={options}
          datasetId={datasetId}
          tables={tables}
          draft={draft}
          estimate={estimate}
          onChange={onChange}
        />
      )}
      <ClusteringPart options={options} tables={tables} draft={draft} onChange={onChange} />
      <LabelPart options={options} tables={tables} draft={draft} estimate={estimate} onChange={onChange} />
      <NearnessPart options={options} draft={draft} estimate={estimate} onChange={onChange} />
      <ChecksPart options={options} draft={draft} onChange={onChange} />
    </>
  );
}

type PartProps = Pick<RunSettingsProps, "options" | "draft" | "onChange">;

function ClusteringPart({ options, tables, draft, onChange }: PartProps & Pick<RunSettingsProps, "tables">) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const { clustering } = draft;
  const algorithm = options.algorithms.find(({ id }) => id === clustering.algorithm) ?? options.algorithms[0];
  if (!algorithm) return null;
  const set = (part: RunDraft["clustering"]) =>
    onChange({ ...draft, clustering: settle(algorithm, { ...clustering, ...part }) });
  return (
    <Part title={t("part.clustering")}>
      <Field label={t("algorithm")} help={say(algorithm.help)}>
        {(ids) => (
          <Select
            {...ids}
            className="max-w-72"
            value={algorithm.id}
            onChange={({ target }) => {
              const next = options.algorithms.find(({ id }) => id === target.value);
              if (next) onChange({ ...draft, clustering: settingsOf(next, clustering) });
            }}
          >
            {options.algorithms.map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {algorithm.clusters ? <CountChoice clusters={algorithm.clusters} clustering={clustering} onChange={set} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {meantParams(algorithm, clustering)
          .filter(({ isRule }) => !isRule)
          .map((param) => (
            <ParamField
              key={param.name}
              param={param}
              value={paramValue(clustering, param)}
              onChange={(value) => set({ [param.name]: value })}
            />
          ))}
      </div>
      <RulesPart
        algorithm={algorithm}
        algorithms={options.algorithms}
        choices={ruleChoices(draft, options, tables)}
        clustering={clustering}
        onChange={set}
      />
    </Part>
  );
}

interface CountChoiceProps {
  readonly clusters: { readonly minimum: number; readonly maximum: number };
  readonly clustering: RunDraft["clustering"];
  readonly onChange: (part: Readonly<Record<string, number | string>>) => void;
}

/** How many segments: a range to choose from, or a number. */
function CountChoice({ clusters, clustering, onChange }: CountChoiceProps) {
  const t = useTranslations("runs");
  const range = { minimum: 2, maximum: clusters.maximum };
  const isAuto = clustering.k === "auto";
  return (
    <>
      <Choice label={t("k.label")} help={t(isAuto ? "k.autoHelp" : "k.askedHelp")}>
        <Segmented
          label={t("k.label")}
          value={isAuto ? "auto" : "asked"}
          onChange={(mode) => onChange({ k: mode === "auto" ? "auto" : 5 })}
          options={[
            { value: "auto", label: t("k.auto") },
            { value: "asked", label: t("k.asked") },
          ]}
        />
      </Choice>
      <div className="grid gap-4 sm:grid-cols-2">
        {isAuto ? (
          <>
            <NumberField
              label={t("k.min")}
              help={t("k.minHelp")}
              range={{ ...range, maximum: Number(clustering.kMax), default: 3 }}
              value={Number(clustering.kMin)}
              onChange={(kMin) => onChange({ kMin })}
            />
            <NumberField
              label={t("k.max")}
              help={t("k.maxHelp")}
              range={{ ...range, minimum: Number(clustering.kMin), default: 10 }}
              value={Number(clustering.kMax)}
              onChange={(kMax) => onChange({ kMax })}
            />
          </>
        ) : (
          <NumberField
            label={t("k.label")}
            help={t("k.countHelp")}
            range={{ ...range, default: 5 }}
            value={Number(clustering.k)}
            onChange={(k) => onChange({ k })}
          />
        )}
      </div>
    </>
  );
}

const checks = ["nullClouds", "exactUpTo", "sampleSize"] as const;

function ChecksPart({ options, draft, onChange }: PartProps) {
  const t = useTranslations("runs");
  return (
    <Part title={t("part.checks")}>
      <div className="grid gap-4 sm:grid-cols-2">
        {checks.map((name) => (
          <NumberField
            key={name}
            label={t(`check.${name}`)}
            help={t(`checkHelp.${name}`)}
            range={rangeOf(options, ["evaluation", name])}
            value={draft.evaluation[name]}
            onChange={(value) => onChange({ ...draft, evaluation: { ...draft.evaluation, [name]: value } })}
          />
        ))}
        <NumberField
          label={t("check.seed")}
          help={t("checkHelp.seed")}
          range={rangeOf(options, ["seed"])}
          value={draft.seed}
          onChange={(seed) => onChange({ ...draft, seed })}
        />
      </div>
      <Choice label={t("check.judges")} help={t("checkHelp.judges")}>
        <Segmented
          label={t("check.judges")}
          value={draft.evaluation.judges}
          onChange={(judges) => onChange({ ...draft, evaluation: { ...draft.evaluation, judges } })}
          options={[
            { value: "quick", label: t("checkJudges.quick") },
            { value: "full", label: t("checkJudges.full") },
          ]}
        />
      </Choice>
      <div className="grid gap-1">
        <Checkbox
          label={t("check.outOfTime")}
          aria-describedby="out-of-time-help"
          checked={draft.evaluation.outOfTime}
          onChange={({ target: { checked } }) =>
            onChange({ ...draft, evaluation: { ...draft.evaluation, outOfTime: checked } })
          }
        />
        <p id="out-of-time-help" className="meta pl-6">
          {t("checkHelp.outOfTime")}
        </p>
      </div>
    </Part>
  );
}
