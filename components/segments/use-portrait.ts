"use client";

import { useQuery } from "@tanstack/react-query";
import type { SegmentOwner, SegmentPortraitDto } from "../../lib/segments/schema.ts";
import { getJson } from "../api/request.ts";

/** Rule, typical people, items and months; they never change. */
export function usePortrait(id: string) {
  return useQuery({
    queryKey: ["segments", "portrait", id],
    queryFn: ({ signal }) => getJson<SegmentPortraitDto>(`/segments/${id}/portrait`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Who may look after a segment. */
export function useOwners(enabled: boolean) {
  return useQuery({
    queryKey: ["segments", "owners"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly SegmentOwner[] }>("/segments/owners", signal),
    enabled,
    staleTime: 60_000,
  });
}
