"use client";

import { useSyncExternalStore } from "react";
import type { UploadDto } from "../../lib/ingest/dataset-schema.ts";
import { type Problem, toProblem } from "../api/problem.ts";
import { sendJson } from "../api/request.ts";
import { announceFile, sendFile } from "./send-file.ts";

/** A file on its way. Uploads live outside the pages, so that one may look around meanwhile. */
export interface Sending {
  readonly key: number;
  readonly datasetId: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  /** Bytes a second, over the whole upload. */
  readonly speed: number;
  readonly state: "waiting" | "sending" | "done" | "failed";
  readonly problem: Problem | null;
  readonly stop: () => void;
}

let sendings: readonly Sending[] = [];
const none: readonly Sending[] = [];
const listeners = new Set<() => void>();
let lastKey = 0;

export function useSendings(datasetId?: string): readonly Sending[] {
  const all = useSyncExternalStore(
    subscribe,
    () => sendings,
    () => none,
  );
  return datasetId === undefined ? all : all.filter((sending) => sending.datasetId === datasetId);
}

interface SendOptions {
  /** Those that a cut upload left unfinished (same name and size) go on where they were. */
  readonly unfinished?: readonly UploadDto[];
  /** In place of the files that are there, not beside them. */
  readonly isReplacing?: boolean;
}

/**
 * Sends files one after the other. Afterwards the server is asked what tables they hold. Resolves when all are there or
 * have failed.
 */
export async function sendFiles(
  datasetId: string,
  files: readonly File[],
  { unfinished = [], isReplacing = false }: SendOptions = {},
): Promise<void> {
  forget(({ datasetId: id, state }) => id === datasetId && state === "failed");
  const jobs = files.map((file) => enlist(datasetId, file));
  window.addEventListener("beforeunload", warn);
  const sent: string[] = [];
  for (const { key, file, signal } of jobs) {
    const id = await sendOne({ key, file, signal, datasetId, unfinished });
    if (id !== undefined) sent.push(id);
  }
  if (!sendings.some(({ state }) => state === "waiting" || state === "sending"))
    window.removeEventListener("beforeunload", warn);
  if (sent.length === 0) return;
  await sendJson("PATCH", `/datasets/${datasetId}`, { tables: [], ...(isReplacing ? { files: sent } : {}) });
  forget(({ datasetId: id, state }) => id === datasetId && state === "done");
}

interface Job {
  readonly key: number;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly datasetId: string;
  readonly unfinished: readonly UploadDto[];
}

/** The id of the upload once it is there; undefined where it failed or was stopped. */
async function sendOne({ key, file, signal, datasetId, unfinished }: Job): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  const started = performance.now();
  let path: string | undefined;
  try {
    const open = unfinished.find(
      ({ name, size, status }) => status === "uploading" && name === file.name && size === file.size,
    );
    path = open ? `/api/v1/uploads/${open.id}` : await announceFile(datasetId, file);
    let first: number | undefined;
    change(key, { state: "sending" });
    await sendFile(path, file, {
      signal,
      onProgress(received) {
        first ??= received;
        change(key, { received, speed: ((received - first) * 1000) / Math.max(1, performance.now() - started) });
      },
    });
    change(key, { state: "done", received: file.size });
    return path.split("/").at(-1);
  } catch (error) {
    if (signal.aborted) {
      forget((sending) => sending.key === key);
      if (path !== undefined) await fetch(path, { method: "DELETE" }).catch(() => undefined);
    } else change(key, { state: "failed", problem: toProblem(error) });
    return undefined;
  }
}

function enlist(datasetId: string, file: File) {
  const control = new AbortController();
  lastKey += 1;
  const key = lastKey;
  const stop = () => {
    control.abort();
    forget((sending) => sending.key === key && sending.state === "waiting");
  };
  const { name, size } = file;
  const start = { received: 0, speed: 0, state: "waiting", problem: null } as const;
  tell([...sendings, { key, datasetId, name, size, stop, ...start }]);
  return { key, file, signal: control.signal };
}

function change(key: number, changes: Partial<Sending>): void {
  tell(sendings.map((sending) => (sending.key === key ? { ...sending, ...changes } : sending)));
}

function forget(isGone: (sending: Sending) => boolean): void {
  tell(sendings.filter((sending) => !isGone(sending)));
}

function tell(next: readonly Sending[]): void {
  sendings = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
