"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Localised } from "../../lib/core/localised.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { showToast } from "../ui/toaster.tsx";

export interface RunList {
  readonly items: readonly RunDto[];
}

export const activeJobs = ["runs", "active"] as const;

/** Runs and reads that wait or work: told by the stream (use-live-events.ts), and looked at in case it is cut. */
export function useJobs(): readonly RunDto[] {
  const { data } = useQuery({
    queryKey: activeJobs,
    queryFn: ({ signal }) => getJson<RunList>("/runs?status=active&kind=all", signal),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? 2000 : 8000),
    refetchIntervalInBackground: true,
  });
  return data?.items ?? noJobs;
}

const noJobs: readonly RunDto[] = [];

/** Says how a job ended once it is no longer among the active ones, and refreshes what it changed. */
export function useJobNotices(jobs: readonly RunDto[], nameJob: (run: RunDto) => Localised): void {
  const client = useQueryClient();
  const before = useRef<readonly RunDto[]>(noJobs);
  useEffect(() => {
    const ended = before.current.filter(({ id }) => !jobs.some((job) => job.id === id));
    before.current = jobs;
    if (ended.length === 0) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => isOfJobs(queryKey[0]) && queryKey[1] !== "active" });
    for (const { id } of ended) {
      void getJson<RunDto>(`/runs/${id}`)
        .then((run) => announce(run, nameJob(run)))
        .catch(() => undefined);
    }
  }, [jobs, client, nameJob]);
}

function isOfJobs(room: unknown): boolean {
  return room === "runs" || room === "datasets" || room === "segments";
}

function announce({ status, error }: RunDto, name: Localised): void {
  if (status === "done") showToast({ tone: "good", text: name });
  else if (status === "failed") showToast({ tone: "bad", text: error?.detail ?? name });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => sendJson<unknown>("POST", `/runs/${id}/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}
