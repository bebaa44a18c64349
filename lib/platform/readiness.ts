import { statfs } from "node:fs/promises";
import { db } from "./db.ts";
import { env } from "./env.ts";
import { log, rarely } from "./log.ts";
import { type JobQueue, openQueue } from "./queue.ts";

export interface Readiness {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
}

const patienceMs = 2_000;
/** Less than this and the next upload or run fails anyway. */
const leastFreeBytes = 200e6;

const say = rarely((error) => log.warn({ err: error }, "not ready"));
let queue: JobQueue | undefined;

const checks: Readonly<Record<string, () => Promise<unknown>>> = {
  database: () => db().$queryRaw`SELECT 1`,
  queue: () => {
    queue ??= openQueue("clade");
    return queue.count();
  },
  disk: async () => {
    const { bavail, bsize } = await statfs(env().dataFolder.root);
    if (bavail * bsize < leastFreeBytes) throw new Error(`${bavail * bsize} bytes are free`);
  },
};

/** Can this process serve? Every part is asked at once and has two seconds. */
export async function checkReadiness(): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await within(patienceMs, check());
        return [name, "ok"] as const;
      } catch (error) {
        say(new Error(`${name} does not answer`, { cause: error }));
        return [name, "failed"] as const;
      }
    }),
  );
  return { isReady: entries.every(([, state]) => state === "ok"), checks: Object.fromEntries(entries) };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer")), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
