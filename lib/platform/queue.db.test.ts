import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { finalFailure, openQueue, openWorker, type QueuedJob, type QueueWorker } from "./queue.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});
afterAll(() => database.drop());

function queueOf(name: string) {
  const queue = openQueue(name);
  open.push(queue);
  return queue;
}

/** A worker that keeps what it was given, and a promise of the first `count` of them. */
function collect(name: string, count: number, act: (job: QueuedJob) => Promise<void> = async () => {}) {
  const jobs: QueuedJob[] = [];
  let worker: QueueWorker | undefined;
  const done = new Promise<QueuedJob[]>((resolve) => {
    worker = openWorker(name, async (job) => {
      jobs.push(job);
      if (jobs.length === count) resolve(jobs);
      await act(job);
    });
    open.unshift({ close: () => worker?.close() ?? Promise.resolve() });
  });
  return { jobs, done };
}

test("a job reaches a worker with its name and payload, once per id", async () => {
  const queue = queueOf("simple");
  await queue.add("greet", { runId: "r1" }, { id: "one" });
  await queue.add("greet", { runId: "r1" }, { id: "one" });
  await queue.add("greet", { runId: "r2" }, { id: "two" });
  expect(await queue.count()).toBe(2);
  const jobs = await collect("simple", 2).done;
  expect(jobs.map(({ id, name, payload, attempt }) => ({ id, name, payload, attempt }))).toEqual([
    { id: "one", name: "greet", payload: { runId: "r1" }, attempt: 1 },
    { id: "two", name: "greet", payload: { runId: "r2" }, attempt: 1 },
  ]);
});

test("a failed job comes again until it has no attempts left, a final failure does not", async () => {
  const queue = queueOf("failing");
  await queue.add("poison", {}, { attempts: 3, id: "poison" });
  await queue.add("wrong", {}, { attempts: 3, id: "wrong" });
  const { jobs, done } = collect("failing", 4, async (job) => {
    throw job.name === "wrong" ? finalFailure("no") : new Error("not yet");
  });
  await done;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(jobs.filter(({ name }) => name === "poison").map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(jobs.filter(({ name }) => name === "wrong")).toHaveLength(1);
});

test("a worker that closes at once aborts its job, and another worker takes it up", async () => {
  const queue = queueOf("dying");
  const started = Promise.withResolvers<AbortSignal>();
  const options = { lockMs: 600, stalledCheckMs: 300 };
  const first = openWorker(
    "dying",
    (_job, signal) => {
      started.resolve(signal);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("ended")));
      });
    },
    options,
  );
  await queue.add("long", {}, { attempts: 2 });
  const signal = await started.promise;
  await first.close(true);
  expect(signal.aborted).toBe(true);
  const again = Promise.withResolvers<QueuedJob>();
  const second = openWorker("dying", async (job) => again.resolve(job), options);
  open.unshift(second);
  expect((await again.promise).name).toBe("long");
});
