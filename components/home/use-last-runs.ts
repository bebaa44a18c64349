"use client";

import { useQuery } from "@tanstack/react-query";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";

export function useLastRuns() {
  return useQuery({
    queryKey: ["runs", "list", "home"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly RunDto[] }>("/runs?limit=20", signal),
  });
}
