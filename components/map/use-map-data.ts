"use client";

import { useQuery } from "@tanstack/react-query";
import type { MemberRowDto } from "../../lib/segments/member-schema.ts";
import type { MapLayout } from "../../lib/segments/segment-schema.ts";
import { readProblem } from "../api/problem.ts";
import { getJson } from "../api/request.ts";

export async function getBytes(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(`/api/v1${path}`, { signal });
  if (!response.ok) throw await readProblem(response);
  return response.arrayBuffer();
}

const forGood = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, structuralSharing: false } as const;

/** Everybody's place and segment; they never change. */
export function useMapBytes(runId: string, layout: MapLayout) {
  return useQuery({
    queryKey: ["runs", "map", runId, "places", layout],
    queryFn: ({ signal }) => getBytes(`/runs/${runId}/map?layout=${layout}`, signal),
    ...forGood,
  });
}

/** One feature of everybody; null: none is asked for. */
export function useMapFeature(runId: string, feature: string | null) {
  return useQuery({
    queryKey: ["runs", "map", runId, feature],
    queryFn: async ({ signal }) =>
      new Float32Array(await getBytes(`/runs/${runId}/map?feature=${encodeURIComponent(feature ?? "")}`, signal)),
    enabled: feature !== null,
    ...forGood,
  });
}

/** Who stands there; asked once somebody is pointed at. */
export function usePersonAt(runId: string, row: number | null) {
  return useQuery({
    queryKey: ["runs", "map", runId, "person", row],
    queryFn: async ({ signal }) => {
      const { items } = await getJson<{ items: readonly MemberRowDto[] }>(`/runs/${runId}/people?row=${row}`, signal);
      return items[0] ?? null;
    },
    enabled: row !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePeopleSearch(runId: string, search: string) {
  return useQuery({
    queryKey: ["runs", "map", runId, "search", search],
    queryFn: ({ signal }) =>
      getJson<{ items: readonly MemberRowDto[] }>(`/runs/${runId}/people?search=${encodeURIComponent(search)}`, signal),
    enabled: search !== "",
    staleTime: 60_000,
  });
}
