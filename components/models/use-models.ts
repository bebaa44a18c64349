"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ModelDto, ModelList, NewModelTask } from "../../lib/embedding/model-schema.ts";
import { getJson, sendJson } from "../api/request.ts";

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

export type ModelWish = NewModelTask | "cancel" | "remove";

/** Download, check, measure, end or remove; the list comes back as it then stands. */
export function useChangeModel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, wish }: { readonly id: string; readonly wish: ModelWish }) => {
      const path = `/models/${encodeURIComponent(id)}`;
      if (wish === "remove") return sendJson<undefined>("DELETE", path);
      return wish === "cancel"
        ? sendJson<ModelList>("POST", `${path}/cancel`)
        : sendJson<ModelList>("POST", path, wish);
    },
    onSuccess: (list) => list && client.setQueryData(key, list),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
