"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import type { RunDetailDto, RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
import { type RunDraft, withoutLists } from "./run-draft.ts";
import { runKey } from "./use-run.ts";

export function useRunOptions(enabled = true) {
  return useQuery({
    queryKey: ["run-options"],
    queryFn: ({ signal }) => getJson<RunOptions>("/runs/options", signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

export function useDatasetTables(datasetId: string | undefined) {
  return useQuery({
    queryKey: ["datasets", datasetId],
    queryFn: ({ signal }) => getJson<DatasetDetailDto>(`/datasets/${datasetId}`, signal),
    enabled: datasetId !== undefined,
  });
}

/** What the draft would take, asked again shortly after it stops changing; the old answer stays until the new one is there. */
export function useEstimate(datasetId: string | undefined, draft: RunDraft | undefined) {
  const isWhole = datasetId !== undefined && draft !== undefined;
  // What is not whole yet is no question, and settles later than it is.
  const text = useSettled(isWhole ? JSON.stringify({ datasetId, config: draft && withoutLists(draft) }) : "");
  return useQuery({
    queryKey: ["run-estimate", text],
    queryFn: () => sendJson<RunEstimateDto>("POST", "/runs/estimate", JSON.parse(text)),
    enabled: isWhole && text !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Starts a run and leads to it. */
export function useStartRun() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (input: { readonly datasetId: string; readonly config: RunDraft }) =>
      sendJson<RunDetailDto>("POST", "/runs", input),
    meta: { shown: true },
    onSuccess: (run) => {
      client.setQueryData(runKey(run.id), run);
      router.push(`/runs/${run.id}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}
