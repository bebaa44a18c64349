"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { RerunRun, RunDetailDto, RunEvent, RunResultsDto } from "../../lib/runs/schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";

export const runKey = (id: string) => ["runs", "one", id] as const;
export const resultsKey = (id: string) => ["runs", "one", id, "results"] as const;

/** A run as it stands; while it works, its own stream moves it on. */
export function useRun(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: runKey(id),
    queryFn: ({ signal }) => getJson<RunDetailDto>(`/runs/${id}`, signal),
    // The stream is a hint; a browser that loses it still sees the end.
    refetchInterval: ({ state }) => (isActive(state.data) ? 5000 : false),
  });
  const active = isActive(query.data);
  useEffect(() => {
    if (!active) return;
    const source = new EventSource(`/api/v1/runs/${id}/events`);
    source.addEventListener("run", (message) => {
      const { runId: _, ...event } = JSON.parse(message.data) as RunEvent;
      const before = client.getQueryData<RunDetailDto>(runKey(id));
      if (before) client.setQueryData<RunDetailDto>(runKey(id), { ...before, ...event });
      if (before?.stage !== event.stage || !isActive(event)) {
        void client.invalidateQueries({ queryKey: ["runs"] });
        if (event.status === "done") void client.invalidateQueries({ queryKey: ["segments"] });
      }
      if (!isActive(event)) source.close();
    });
    return () => source.close();
  }, [active, id, client]);
  return query;
}

function isActive(run: Pick<RunDetailDto, "status"> | undefined): boolean {
  return run?.status === "queued" || run?.status === "running";
}

/** What a finished run found; it never changes but for the words people give its segments. */
export function useRunResults(id: string, enabled: boolean) {
  return useQuery({
    queryKey: resultsKey(id),
    queryFn: ({ signal }) => getJson<RunResultsDto>(`/runs/${id}/results`, signal),
    enabled,
    staleTime: 60_000,
  });
}

/** Cancel or retry: the run comes back as it then stands. */
export function useRunAction(id: string, verb: "cancel" | "retry") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => sendJson<RunDetailDto>("POST", `/runs/${id}/${verb}`),
    onSuccess: (run) => client.setQueryData(runKey(id), run),
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}

/** The same run with some settings changed, or over newer data; leads to the new one. search: of its page's address. */
export function useRerun(id: string, search = "") {
  return useStartFrom<RerunRun>(`/runs/${id}/rerun`, search);
}

/** A run that is made from what is there; leads to it. path: of the API. */
export function useStartFrom<Request>(path: string, search = "") {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (request: Request) => sendJson<RunDetailDto>("POST", path, request),
    onSuccess: (run) => {
      client.setQueryData(runKey(run.id), run);
      router.push(`/runs/${run.id}${search}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}
