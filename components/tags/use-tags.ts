"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PersonTagDto, TagsDto } from "../../lib/tags/schema.ts";
import { getJson, sendJson } from "../api/request.ts";

export function useTags(datasetId: string) {
  return useQuery({
    queryKey: ["tags", "dataset", datasetId],
    queryFn: ({ signal }) => getJson<TagsDto>(`/datasets/${datasetId}/tags`, signal),
  });
}

export function usePersonTag(runId: string, row: number) {
  return useQuery({
    queryKey: ["tags", "person", runId, row],
    queryFn: ({ signal }) => getJson<PersonTagDto>(`/runs/${runId}/tags?row=${row}`, signal),
  });
}

/** A tag for people of a run by their places in its order; null takes theirs off. */
export function useTagPeople(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rows, tag }: { readonly rows: readonly number[]; readonly tag: string | null }) =>
      tag === null
        ? sendJson<TagsDto>("DELETE", `/runs/${runId}/tags`, { rows })
        : sendJson<TagsDto>("PUT", `/runs/${runId}/tags`, { rows, tag }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tags"] }),
  });
}

export function useRemoveTag(datasetId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tag: string) => sendJson<TagsDto>("DELETE", `/datasets/${datasetId}/tags`, { tag }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tags"] }),
  });
}
