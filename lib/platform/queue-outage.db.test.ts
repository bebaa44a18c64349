import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "./migrate.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { openQueue, openWorker } from "./queue.ts";

const migrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
let folder: string;
let postgres: Postgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clade-outage-"));
  postgres = await startPostgres(join(folder, "postgres"));
  await migrate(postgres.url, migrations);
  process.env.DATABASE_URL = postgres.url;
  process.env.CLADE_SECRET = "a secret that only tests know, long enough";
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startAgain(): Promise<void> {
  postgres = await startPostgres(join(folder, "postgres"), { port: postgres.port, keepPort: true });
}

test("queue and worker that begin in an outage work after it, and live through the next", async () => {
  await postgres.stop();
  const queue = openQueue("outage");
  const done: string[] = [];
  const worker = openWorker("outage", async ({ id }) => void done.push(id), { lockMs: 1_000, stalledCheckMs: 500 });
  await expect(queue.add("greet", {}, { id: "before" })).rejects.toThrow();
  await expect(queue.count()).rejects.toThrow();

  await startAgain();
  await queue.add("greet", {}, { id: "first" });
  await vi.waitFor(() => expect(done).toEqual(["first"]), 10_000);

  process.kill(postgres.pid, "SIGKILL");
  await postgres.ended;
  await startAgain();
  await vi.waitFor(() => queue.add("greet", {}, { id: "second" }), 5_000);
  await vi.waitFor(() => expect(done).toContain("second"), 10_000);
  await worker.close();
  await queue.close();
});
