"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ExperimentConfig } from "../../lib/experiments/config-schema.ts";
import { metricNames } from "../../lib/experiments/metric-names-schema.ts";
import type { ExperimentDetailDto, TestPreview } from "../../lib/experiments/schema.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field, Select } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { withPrimaryMetric, withRole } from "./column-roles.ts";
import { MoneyFields } from "./money-fields.tsx";
import { TestGrid } from "./test-grid.tsx";
import { useChangeExperiment, useTestPreview } from "./use-experiments.ts";

/** How a finished test's files are read: a suggestion that one may correct, and the button that makes the report. */
export function MappingPart({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const preview = useTestPreview(experiment.id, experiment.previewState === "ready");
  if (preview.error) return <ProblemNote error={preview.error} onRetry={preview.refetch} />;
  if (!preview.data) return <Skeleton className="h-[420px]" />;
  return <Mapping key={experiment.id} experiment={experiment} preview={preview.data} />;
}

interface MappingProps {
  readonly experiment: ExperimentDetailDto;
  readonly preview: TestPreview;
}

function Mapping({ experiment, preview }: MappingProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const [config, setConfig] = useState<ExperimentConfig>(experiment.config);
  const change = useChangeExperiment(experiment.id);
  const { metrics, arm } = config;
  const missing = arm === undefined ? t("needsArm") : metrics.length === 0 ? t("needsMetric") : undefined;
  // Of another column it is found as the rows are read.
  const found = arm === preview.suggestion.arm ? preview.control : null;
  const primary = metrics.find(({ role }) => role === "primary");
  return (
    <form
      className="grid items-start gap-4 min-[62.5rem]:grid-cols-[minmax(0,1fr)_320px]"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ config });
      }}
    >
      <Card title={t("mapping")} meta={t("mappingMeta", { file: preview.files[0] ?? "", count: preview.files.length })}>
        <TestGrid
          preview={preview}
          config={config}
          onRole={(column, role) => setConfig(withRole(config, column, role))}
        />
      </Card>
      <section aria-label={t("howRead")} className="card grid gap-4 px-5 py-4 min-[62.5rem]:sticky min-[62.5rem]:top-0">
        <h2>{t("howRead")}</h2>
        <Field label={t("control")} help={t("controlHelp")}>
          {(ids) => (
            <Select
              {...ids}
              value={config.control ?? ""}
              onChange={({ target }) => {
                const { control: _, ...rest } = config;
                setConfig(target.value === "" ? rest : { ...rest, control: target.value });
              }}
            >
              <option value="">{found === null ? t("controlFound") : t("controlFoundIs", { name: found })}</option>
              {variantsOf(preview, config).map((value) => (
                <option key={value}>{value}</option>
              ))}
            </Select>
          )}
        </Field>
        {primary && (
          <Field label={t("primary")} help={t("primaryHelp")}>
            {(ids) => (
              <Select
                {...ids}
                value={primary.name}
                onChange={({ target }) => setConfig(withPrimaryMetric(config, target.value))}
              >
                {metrics.map(({ name }) => (
                  <option key={name} value={name}>
                    {metricNames(name)[locale]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <MoneyFields
          metrics={metrics}
          money={config.money}
          onChange={(money) => {
            const { money: _, ...rest } = config;
            setConfig(money === undefined ? rest : { ...rest, money });
          }}
        />
        {missing !== undefined && <p className="text-sm text-warn">{missing}</p>}
        {change.error && <ProblemNote error={change.error} />}
        <Button
          type="submit"
          tone="primary"
          className="w-full"
          busy={change.isPending}
          disabled={missing !== undefined}
        >
          {t(experiment.hasReport ? "reportAgain" : "makeReport")}
        </Button>
      </section>
    </form>
  );
}

/** Variants among the first rows; whoever is not among them is found as the rows are read. */
function variantsOf({ columns, rows }: TestPreview, { arm, control }: ExperimentConfig): readonly string[] {
  const at = columns.indexOf(arm ?? "");
  const seen = at < 0 ? [] : rows.map((cells) => cells[at] ?? "").filter((value) => value !== "");
  return [...new Set(control === undefined ? seen : [...seen, control])].sort();
}
