"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { DatasetDto } from "../../lib/ingest/dataset-schema.ts";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { NoData } from "../datasets/no-data.tsx";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { Field, Select } from "../ui/field.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CompareAlgorithms } from "./board/compare-algorithms.tsx";
import { forOtherTables, newDraft, type RunDraft } from "./run-draft.ts";
import { RunSettings } from "./run-settings.tsx";
import { StartCard } from "./start-card.tsx";
import { useDatasetTables, useEstimate, useRunOptions, useStartRun } from "./use-run-options.ts";

/** One page, no wizard; the defaults are good enough to press Start at once. */
export function NewRunPage() {
  const t = useTranslations("runs");
  const showName = useShownName();
  const asked = useSearchParams().get("dataset");
  const options = useRunOptions();
  const datasets = useQuery({
    queryKey: ["datasets"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly DatasetDto[] }>("/datasets", signal),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [changed, setChanged] = useState<RunDraft | null>(null);
  const ready = datasets.data?.items.filter(({ version }) => version !== null) ?? [];
  const datasetId = [chosen, asked].find((id) => ready.some((one) => one.id === id)) ?? ready[0]?.id;
  const dataset = useDatasetTables(datasetId);
  const start = useStartRun();
  const draft =
    changed ?? (options.data && newDraft(options.data, dataset.data?.summary?.tables, dataset.data?.summary?.unit));
  const estimate = useEstimate(datasetId, draft);
  const error = options.error ?? datasets.error;
  const header = (
    <PageHeader
      crumbs={
        <Link href="/runs" className="hover:underline">
          {t("title")}
        </Link>
      }
      title={t("newTitle")}
      meta={t("newMeta")}
    />
  );
  if (error) return <ProblemNote error={error} onRetry={() => void options.refetch()} />;
  if (!options.data || !datasets.data || !draft)
    return (
      <>
        {header}
        <div aria-hidden="true" className="grid items-start gap-4 min-[62.5rem]:grid-cols-[minmax(0,1fr)_320px]">
          <Skeleton className="h-[720px]" />
          <Skeleton className="h-[280px]" />
        </div>
      </>
    );
  if (datasetId === undefined)
    return (
      <>
        {header}
        <NoData title={t("noDataTitle")} text={t("noDataText")} />
      </>
    );
  return (
    <>
      {header}
      <form
        className="grid items-start gap-4 min-[62.5rem]:grid-cols-[minmax(0,1fr)_320px]"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ datasetId, config: draft });
        }}
      >
        <div className="grid min-w-0 gap-4">
          <RunSettings
            options={options.data}
            datasetId={datasetId}
            tables={dataset.data?.summary?.tables}
            unit={dataset.data?.summary?.unit}
            draft={draft}
            estimate={estimate.data}
            onChange={setChanged}
          >
            <Field label={t("dataset")} help={t("datasetHelp")}>
              {(ids) => (
                <Select
                  {...ids}
                  className="max-w-96"
                  value={datasetId}
                  onChange={({ target }) => {
                    setChosen(target.value);
                    setChanged(changed && forOtherTables(changed));
                  }}
                >
                  {ready.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {showName(name)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </RunSettings>
        </div>
        <StartCard estimate={estimate} isStarting={start.isPending} error={start.error}>
          <CompareAlgorithms
            clustering={draft.clustering}
            start={(clustering) =>
              sendJson<RunDetailDto>("POST", "/runs", { datasetId, config: { ...draft, clustering } })
            }
          />
        </StartCard>
      </form>
    </>
  );
}
