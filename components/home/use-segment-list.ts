"use client";

import { useQuery } from "@tanstack/react-query";
import type { SegmentRowDto } from "../../lib/segments/segment-schema.ts";
import { getJson } from "../api/request.ts";

/** Segments of every dataset's newest run, and what was drawn on maps. */
export function useSegmentList(enabled = true) {
  return useQuery({
    queryKey: ["segments", "list"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly SegmentRowDto[] }>("/segments", signal),
    enabled,
  });
}
