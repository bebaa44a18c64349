import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { queueContract } from "./fixtures/queue-contract.ts";
import { freePort, isPortFree } from "./ports.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) console.log("The queue on Redis is not tested: there is no redis-server on the PATH.");

/** The same queue, on the backend that `REDIS_URL` asks for. */
describe.skipIf(!hasRedis)("on Redis", () => {
  let redis: ChildProcess | undefined;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await useTestDatabase(inject("postgresUrl"));
    const port = await freePort();
    redis = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
      stdio: "ignore",
    });
    while (await isPortFree(port)) await sleep(20);
    process.env.REDIS_URL = `redis://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    const ended = redis && once(redis, "exit");
    redis?.kill("SIGKILL");
    await ended;
    await database.drop();
  });

  queueContract();
});
