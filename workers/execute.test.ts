import { expect, test, vi } from "vitest";
import { z } from "zod";
import { CladeError } from "../lib/core/errors.ts";
import { type AnyJob, defineJob, type JobContext } from "./define-job.ts";
import { executeJob, executeLoop } from "./execute.ts";

const signal = new AbortController().signal;

function jobs(run: (input: { runId: string }, context: JobContext) => Promise<void>): ReadonlyMap<string, AnyJob> {
  const job = defineJob({ name: "greet", attempts: 2, input: z.strictObject({ runId: z.string() }), run });
  return new Map([[job.name, job]]);
}

function queued(payload: Record<string, unknown>, name = "greet", attempt = 1) {
  return { id: "1", name, payload, attempt };
}

test("a job gets its checked input and knows its last attempt", async () => {
  const seen: unknown[] = [];
  const list = jobs(async (input, { attempt, isLastAttempt }) => {
    seen.push({ ...input, attempt, isLastAttempt });
  });
  await executeJob(list, queued({ runId: "r" }), signal);
  await executeJob(list, queued({ runId: "r" }, "greet", 2), signal);
  expect(seen).toEqual([
    { runId: "r", attempt: 1, isLastAttempt: false },
    { runId: "r", attempt: 2, isLastAttempt: true },
  ]);
});

test.each([
  ["an unknown job", queued({}, "gone"), undefined],
  ["a payload of another version", queued({ runId: 7, data: "…" }), undefined],
  ["a failure that no repeat cures", queued({ runId: "r" }), new CladeError("NO_FEATURES")],
])("%s fails for good", async (_, job, error) => {
  const run = vi.fn(async () => {
    if (error) throw error;
  });
  await expect(executeJob(jobs(run), job, signal)).rejects.toMatchObject({ name: "UnrecoverableError" });
  expect(run).toHaveBeenCalledTimes(error ? 1 : 0);
});

test("any other failure may be tried again", async () => {
  const list = jobs(async () => {
    throw new Error("connection reset");
  });
  await expect(executeJob(list, queued({ runId: "r" }), signal)).rejects.toMatchObject({ code: "INTERNAL" });
});

test("a loop turns until it is told to end, whatever a turn does, and never twice at once", async () => {
  const ending = new AbortController();
  let turns = 0;
  let atWork = 0;
  const run = async () => {
    atWork++;
    expect(atWork).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atWork--;
    if (++turns === 3) ending.abort();
    throw new Error("database away");
  };
  await executeLoop({ name: "relay", everyMs: 1, run }, ending.signal);
  expect(turns).toBe(3);
});
