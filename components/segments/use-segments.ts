"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ExportOptionsDto } from "../../lib/activation/schema.ts";
import type { RunResultsDto } from "../../lib/runs/schema.ts";
import type { MembersPage, PersonDto, SegmentChange, SegmentDetailDto } from "../../lib/segments/schema.ts";
import { getJson, sendJson } from "../api/request.ts";

export function useSegment(id: string) {
  return useQuery({
    queryKey: ["segments", "one", id],
    queryFn: ({ signal }) => getJson<SegmentDetailDto>(`/segments/${id}`, signal),
  });
}

export interface MembersAsked {
  readonly sort: string;
  readonly order: "asc" | "desc";
  readonly search: string;
}

/** Members page by page, as the server sorts and finds them. */
export function useMembers(id: string, { sort, order, search }: MembersAsked) {
  return useInfiniteQuery({
    queryKey: ["segments", "one", id, "members", sort, order, search],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ sort, order, offset: String(pageParam), limit: "50" });
      if (search !== "") query.set("search", search);
      return getJson<MembersPage>(`/segments/${id}/members?${query}`, signal);
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What a list of the run may hold; asked anew each time, since every list that is made can be taken off the next. */
export function useExportOptions(runId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["exports", "options", runId],
    queryFn: ({ signal }) => getJson<ExportOptionsDto>(`/exports/options?runId=${runId}`, signal),
    enabled,
  });
}

/** Somebody by their place in the run's order. */
export function usePerson(runId: string, row: number | null) {
  return useQuery({
    queryKey: ["runs", "one", runId, "person", row],
    queryFn: ({ signal }) => getJson<PersonDto>(`/runs/${runId}/people/${row}`, signal),
    enabled: row !== null,
  });
}

/** Renames or recolours; the pages show it at once and take it back if the server refuses. */
export function useChangeSegment(id: string, runId: string) {
  const client = useQueryClient();
  const results = ["runs", "one", runId, "results"];
  const one = ["segments", "one", id];
  return useMutation({
    mutationFn: (change: SegmentChange) => sendJson<SegmentDetailDto>("PATCH", `/segments/${id}`, change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: results, exact: true });
      await client.cancelQueries({ queryKey: one, exact: true });
      const before = {
        results: client.getQueryData<RunResultsDto>(results),
        one: client.getQueryData<SegmentDetailDto>(one),
      };
      client.setQueryData<RunResultsDto>(
        results,
        (old) =>
          old && { ...old, segments: old.segments.map((row) => (row.id === id ? withChange(row, change) : row)) },
      );
      client.setQueryData<SegmentDetailDto>(one, (old) => old && withChange(old, change));
      return before;
    },
    onError: (_error, _change, before) => {
      if (before?.results) client.setQueryData(results, before.results);
      if (before?.one) client.setQueryData(one, before.one);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: results, exact: true });
      void client.invalidateQueries({ queryKey: ["segments"] });
    },
  });
}

/** The owner's name is the server's to say; the rest shows at once. */
function withChange<T extends { readonly ownName: string | null; readonly colour: number }>(
  row: T,
  { ownerId: _, ...change }: SegmentChange,
): T {
  return { ...row, ...change };
}
