import { expect, test } from "vitest";
import { z } from "zod";
import { defineJob, type JobContext } from "./define-job.ts";

const context = { attempt: 2, isLastAttempt: false } as JobContext;

function countedJob() {
  const seen: unknown[] = [];
  const job = defineJob({
    name: "count",
    input: z.object({ runId: z.uuid(), stage: z.string() }),
    attempts: 3,
    run: async (input, { attempt }) => {
      seen.push([input, attempt]);
    },
  });
  return { job, seen };
}
const runId = "5f0c9a3e-1b7d-4c55-9f7e-2a4a8a1f0a11";

test("a job runs with its ids, and knows which attempt it is", async () => {
  const { job, seen } = countedJob();
  await job.start({ runId, stage: "ingest" }, context);
  expect(seen).toEqual([[{ runId, stage: "ingest" }, 2]]);
  expect(job).toMatchObject({ name: "count", attempts: 3 });
});

test("what is not a job's input never reaches it", async () => {
  const { job, seen } = countedJob();
  for (const payload of [undefined, null, "", {}, { runId: "../etc", stage: "ingest" }, { runId }, [runId]])
    await expect(job.start(payload, context)).rejects.toThrow(z.ZodError);
  expect(seen).toEqual([]);
});

test("more than the ids is left behind: data in a queue would be data kept twice", async () => {
  const { job, seen } = countedJob();
  await job.start({ runId, stage: "ingest", rows: [1, 2, 3] }, context);
  expect(seen).toEqual([[{ runId, stage: "ingest" }, 2]]);
});

test("a job that fails fails for whoever started it", async () => {
  const job = defineJob({
    ...{ name: "fail", attempts: 1, input: z.object({}) },
    run: async () => {
      throw new Error("no");
    },
  });
  await expect(job.start({}, context)).rejects.toThrow("no");
});
