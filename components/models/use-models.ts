"use client";

import { useQuery } from "@tanstack/react-query";
import type { ModelDto, ModelList } from "../../lib/embedding/model-schema.ts";
import { getJson } from "../api/request.ts";

const key = ["models"] as const;

export function isAtWork({ files }: ModelDto): boolean {
  return files.some(({ tasks }) => tasks.some(({ status }) => status === "queued" || status === "running"));
}

/** Encoders of the catalogue and of this machine; asked again every second while something is done with one. */
export function useModels() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<ModelList>("/models", signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) ? 1000 : false),
  });
}
