import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createDataFolder,
  dataFolder,
  readConnection,
  readOrCreate,
  writePrivately,
} from "../lib/platform/data-folder.ts";
import { type DataLock, lockDataFolder } from "../lib/platform/data-lock.ts";
import { readEnv, readPort } from "../lib/platform/env.ts";
import { migrate } from "../lib/platform/migrate.ts";
import { isPortFree } from "../lib/platform/ports.ts";
import type { Postgres } from "../lib/platform/postgres.ts";
import { buildWeb } from "./build-web.ts";
import { Service } from "./supervise.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Everything `npm start` runs, in the order in which it began; stopped the other way round. */
class House {
  readonly #stops: { readonly name: string; readonly stop: () => Promise<void> }[] = [];
  #stopping: Promise<void> | undefined;

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  onStop(name: string, stop: () => Promise<void>): void {
    this.#stops.push({ name, stop });
  }

  /** Web server and worker first, the database after those who use it. */
  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      for (const { name, stop } of this.#stops.reverse()) {
        await stop().catch((error: unknown) => console.error(`${name}: ${String(error)}`));
      }
    })();
    return this.#stopping;
  }
}

async function start(house: House): Promise<string> {
  const port = readPort(process.env.PORT);
  const folder = dataFolder(process.env.CLADE_DATA || join(root, ".clade"));
  const baseUrl = (process.env.CLADE_BASE_URL || `http://localhost:${port}`).replace(/\/+$/, "");
  createDataFolder(folder);
  const lock = await lockDataFolder(folder.lock, baseUrl);
  house.onStop("lock", async () => lock.release());
  if (!(await isPortFree(port, process.env.HOST ?? "")))
    throw new Error(`Port ${port} is taken by another program. Choose one: PORT=${port + 1} npm start`);

  const secret =
    process.env.CLADE_SECRET || readOrCreate(join(folder.root, "secret"), () => randomBytes(32).toString("base64url"));
  const given = process.env.DATABASE_URL;
  const [databaseUrl, pages] = await Promise.all([
    given
      ? given
      : step("PostgreSQL runs", () => startDatabase(house, folder.postgres, readConnection(folder)?.databaseUrl)),
    step("Pages built", buildWeb, ({ isNew }) => isNew),
  ]);
  writePrivately(folder.connection, JSON.stringify({ databaseUrl, secret }));
  Object.assign(process.env, {
    NODE_ENV: "production",
    PORT: String(port),
    CLADE_DATA: folder.root,
    CLADE_PAGES: pages.folder,
    CLADE_BASE_URL: baseUrl,
    CLADE_SECRET: secret,
    DATABASE_URL: databaseUrl,
  });
  readEnv(process.env);
  await step("Database is up to date", () => migrate(databaseUrl, join(root, "prisma", "migrations")));
  await startServices(house, lock);
  return announce(baseUrl);
}

async function startDatabase(house: House, folder: string, lastUrl: string | undefined): Promise<string> {
  const { startPostgres } = await import("../lib/platform/postgres.ts");
  const lastPort = lastUrl?.includes("@127.0.0.1:") ? Number(new URL(lastUrl).port) : undefined;
  let postgres = await startPostgres(folder, { port: lastPort });
  house.onStop("PostgreSQL", () => postgres.stop());
  const watch = async (running: Postgres): Promise<void> => {
    await running.ended;
    if (house.isStopping) return;
    console.error("PostgreSQL ended; starting it again …");
    postgres = await startPostgres(folder, { port: running.port, keepPort: true });
    console.error("PostgreSQL runs again.");
    return watch(postgres);
  };
  void watch(postgres).catch((error: unknown) => fail(house, error));
  return postgres.url;
}

async function startServices(house: House, lock: DataLock): Promise<void> {
  const running = new Map<string, number>();
  const services = [
    { name: "web server", file: "scripts/web.ts" },
    { name: "worker", file: "workers/main.ts" },
  ].map(({ name, file }) => {
    const service = new Service({
      name,
      command: [process.execPath, "--disable-warning=ExperimentalWarning", join(root, file)],
      folder: root,
      env: { CLADE_LOG_LEVEL: "warn", ...process.env, CLADE_PROCESS: name.split(" ")[0] },
      onSpawn(pid) {
        running.set(name, pid);
        lock.recordChildren([...running.values()]);
      },
      onEnd: (which, exit) => console.error(`The ${which} ended (${exit}); starting it again …`),
    });
    house.onStop(name, () => service.stop());
    return { name, service };
  });
  await Promise.all(services.map(({ name, service }) => step(`The ${name} runs`, () => service.start())));
}

async function announce(baseUrl: string): Promise<string> {
  const { issueFirstLink } = await import("../lib/workspace/first-link.ts");
  const { closeDatabase } = await import("../lib/platform/db.ts");
  try {
    const link = await issueFirstLink();
    return link
      ? `Clade is ready: ${link}  (opens once, within a day, and makes you the admin)`
      : `Clade is ready: ${baseUrl}`;
  } finally {
    await closeDatabase();
  }
}

/** Does it and says how long it took, where there was something to do. */
async function step<T>(
  title: string,
  act: () => Promise<T>,
  isWorthSaying: (value: T) => boolean = () => true,
): Promise<T> {
  const started = performance.now();
  const value = await act();
  if (isWorthSaying(value)) console.log(`${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return value;
}

async function fail(house: House, error: unknown): Promise<never> {
  console.error(error instanceof Error ? error.message : String(error));
  await house.stop();
  process.exit(1);
}

const house = new House();
const stop = () => {
  if (!house.isStopping) console.log("\nStopping …");
  void house.stop().then(() => {
    console.log("Stopped.");
    process.exit(0);
  });
};
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, stop);
try {
  console.log(await start(house));
} catch (error) {
  if (!house.isStopping) await fail(house, error);
}
