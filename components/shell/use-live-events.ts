"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { RunEvent } from "../../lib/runs/schema.ts";
import { activeJobs, type RunList } from "./use-jobs.ts";

/**
 * One stream of the workspace's runs, datasets and experiments, open while the page is seen: a browser holds six connections to a
 * site, and people open many tabs. The queries are looked at anyway, so a lost event costs seconds and nothing else.
 */
export function useLiveEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stream: EventSource | undefined;
    function follow() {
      stream?.close();
      stream = document.visibilityState === "visible" ? listen(client) : undefined;
    }
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      stream?.close();
    };
  }, [client]);
}

function listen(client: QueryClient): EventSource {
  const stream = new EventSource("/api/v1/runs/events");
  stream.addEventListener("run", ({ data }: MessageEvent<string>) => takeRun(client, JSON.parse(data)));
  stream.addEventListener("dataset", () => void client.invalidateQueries({ queryKey: ["datasets"] }));
  stream.addEventListener("experiment", () => void client.invalidateQueries({ queryKey: ["experiments"] }));
  stream.addEventListener("again", () => void client.invalidateQueries());
  return stream;
}

/** Progress goes straight into the list of active jobs; a run that comes or goes has the list read again. */
function takeRun(client: QueryClient, { runId, status, stage, fraction, progress }: RunEvent): void {
  const list = client.getQueryData<RunList>(activeJobs);
  const isActive = status === "queued" || status === "running";
  if (!isActive || !list?.items.some(({ id }) => id === runId)) {
    void client.invalidateQueries({ queryKey: activeJobs });
    return;
  }
  client.setQueryData<RunList>(activeJobs, {
    items: list.items.map((run) => (run.id === runId ? { ...run, status, stage, fraction, progress } : run)),
  });
}
