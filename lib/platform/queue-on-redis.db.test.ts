import { afterAll, beforeAll, describe, inject } from "vitest";
import { queueContract } from "./fixtures/queue-contract.ts";
import { hasRedis, RedisServer } from "./fixtures/redis-server.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

if (!hasRedis) console.log("The queue on Redis is not tested: there is no redis-server on the PATH.");

/** The same queue, on the backend that `REDIS_URL` asks for. */
describe.skipIf(!hasRedis)("on Redis", () => {
  let redis: RedisServer;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await useTestDatabase(inject("postgresUrl"));
    redis = await RedisServer.start();
    process.env.REDIS_URL = redis.url;
  });
  afterAll(async () => {
    await redis.kill();
    await database.drop();
  });

  queueContract();
});
