"use client";

import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DatasetDetailDto, DatasetDto, DescribeDataset } from "../../lib/ingest/dataset-schema.ts";
import type { Preview } from "../../lib/ingest/schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson, sendJson } from "../api/request.ts";

interface List<T> {
  readonly items: readonly T[];
}

const busy = new Set(["preparing", "reading"]);

/** What the server works at is looked at every second; its events come first where the line holds. */
function pace(dataset: DatasetDto | undefined): number | false {
  if (dataset === undefined) return false;
  return busy.has(dataset.status) || dataset.previewState === "queued" ? 1000 : false;
}

export function useDatasets(enabled = true) {
  return useQuery({
    queryKey: ["datasets"],
    queryFn: ({ signal }) => getJson<List<DatasetDto>>("/datasets", signal),
    refetchInterval: ({ state }) => (state.data?.items.some((dataset) => pace(dataset)) ? 1500 : false),
    enabled,
  });
}

export function useDataset(id: string) {
  return useQuery({
    queryKey: ["datasets", id],
    queryFn: ({ signal }) => getJson<DatasetDetailDto>(`/datasets/${id}`, signal),
    refetchInterval: ({ state }) => pace(state.data),
  });
}

/** The preview of the present description; the one before stays on screen until it is there. */
export function usePreview(dataset: DatasetDetailDto | undefined) {
  const { id = "", revision = 0, previewState } = dataset ?? {};
  return useQuery({
    queryKey: ["datasets", id, "preview", revision],
    queryFn: ({ signal }) => getJson<Preview>(`/datasets/${id}/preview`, signal),
    enabled: previewState === "ready",
    placeholderData: (before) => before,
  });
}

export function useDescribe(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: describing(id),
    mutationFn: (change: DescribeDataset) => sendJson<DatasetDetailDto>("PATCH", `/datasets/${id}`, change),
    onSuccess: (dataset) => client.setQueryData(["datasets", id], dataset),
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
}

/** Is a change of the description on its way? Until it is there, the dataset cannot be read. */
export function useIsDescribing(id: string): boolean {
  return useIsMutating({ mutationKey: describing(id) }) > 0;
}

function describing(id: string): readonly unknown[] {
  return ["datasets", id, "describe"];
}

export function useReadDataset(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => sendJson<RunDto>("POST", `/datasets/${id}/read`),
    onSettled: () => Promise.all(["datasets", "runs"].map((room) => client.invalidateQueries({ queryKey: [room] }))),
  });
}

/** `onDone` is called even where its page is already gone, as the callbacks of `mutate` are not. */
export function useDeleteDataset(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => sendJson<void>("DELETE", `/datasets/${id}`),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"], exact: true }),
  });
}

/** `onMade` is called even where its page is already gone: the empty home page goes as soon as there is a dataset. */
export function useSampleShop(onMade: (dataset: DatasetDetailDto) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: "en" | "zh") =>
      sendJson<DatasetDetailDto>("POST", "/datasets/sample", { language, run: true }),
    onSuccess: onMade,
    onSettled: () => Promise.all(["datasets", "runs"].map((room) => client.invalidateQueries({ queryKey: [room] }))),
  });
}
