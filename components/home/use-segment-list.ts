"use client";

import { useQuery } from "@tanstack/react-query";
import type { Localised } from "../../lib/core/localised.ts";
import { getJson } from "../api/request.ts";

/** A segment with where it stands: a row of GET /segments. */
export interface SegmentRow {
  readonly id: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly datasetName: string;
  readonly name: Localised;
  readonly ownName: string | null;
  readonly colour: number;
  readonly size: number;
  readonly share: number | null;
  readonly revenueShare: number | null;
  readonly line: Localised | null;
}

/** Segments of one run, or of the newest runs, with those drawn on the map. */
export function useSegmentList(runId?: string, enabled = true) {
  return useQuery({
    queryKey: ["segments", "list", runId ?? "all"],
    queryFn: ({ signal }) =>
      getJson<{ readonly items: readonly SegmentRow[] }>(runId ? `/segments?run=${runId}` : "/segments", signal),
    enabled,
  });
}
