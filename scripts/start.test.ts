import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "../lib/platform/ports.ts";
import { isRunning, waitForEnd } from "../lib/platform/processes.ts";
import { buildWeb } from "./build-web.ts";

const script = fileURLToPath(new URL("start.ts", import.meta.url));
/** What may pass between kill -9 and an answer. */
const recoveryMs = 15_000;
const started: House[] = [];
let data: string;
let port: number;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "clade-start-"));
  port = await freePort();
  await buildWeb();
}, 400_000);
afterAll(async () => {
  for (const { child } of started) child.kill("SIGTERM");
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(data, { recursive: true, force: true });
});

interface House {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

function start(folder = data): House {
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "production" as const, CLADE_DATA: folder, PORT: String(port) };
  const child = spawn(process.execPath, [script], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const house = { child, said: () => said, ended: once(child, "exit").then(([code]) => code as number | null) };
  started.push(house);
  return house;
}

async function readyLine({ said }: House): Promise<string> {
  await vi.waitFor(() => expect(said()).toContain("Clade is ready: "), { timeout: 60_000, interval: 50 });
  return /Clade is ready: (\S+)/.exec(said())?.[1] ?? "";
}

async function isReady(): Promise<boolean> {
  const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}

function running(): { starter: number; children: number[]; postgres: number } {
  const lock = JSON.parse(readFileSync(join(data, "starter.json"), "utf8"));
  const postgres = Number.parseInt(readFileSync(join(data, "postgres", "postmaster.pid"), "utf8"), 10);
  return { starter: lock.pid, children: lock.children.map((child: { pid: number }) => child.pid), postgres };
}

test("it ends in a link for the first admin, and says why a second start cannot be", async () => {
  const link = await readyLine(start());
  expect(link).toMatch(new RegExp(`^http://localhost:${port}/\\S+link=\\S{20,}$`));
  expect(await isReady()).toBe(true);
  expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);

  const same = start();
  expect(await same.ended).toBe(1);
  expect(same.said()).toContain(`already runs on this data directory: process ${running().starter}`);

  const elsewhere = mkdtempSync(join(tmpdir(), "clade-start-"));
  const taken = start(elsewhere);
  expect(await taken.ended).toBe(1);
  expect(taken.said()).toContain(`Port ${port} is taken`);
  rmSync(elsewhere, { recursive: true });
  expect(await isReady()).toBe(true);
});

test("a body that Node's decoder cannot be trusted with is refused", async () => {
  const headers = { "content-encoding": "br" };
  const answer = await fetch(`http://localhost:${port}/api/auth/sign-in/email`, { method: "POST", headers, body: "x" });
  expect(answer.status).toBe(415);
});

test("kill -9 of web server, worker and PostgreSQL at once: it answers again in time", async () => {
  const { children, postgres } = running();
  for (const pid of [...children, postgres]) process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(isRunning(postgres)).toBe(false));
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: recoveryMs, interval: 100 });
  expect(running().children).not.toEqual(children);
});

test("kill -9 of the starter: the next start takes over, nothing is left, and it takes seconds", async () => {
  const before = running();
  process.kill(before.starter, "SIGKILL");
  const house = start();
  await readyLine(house);
  expect(await isReady()).toBe(true);
  const now = running();
  for (const pid of [...before.children, before.postgres]) expect(isRunning(pid)).toBe(false);

  house.child.kill("SIGINT");
  expect(await house.ended).toBe(0);
  for (const pid of [...now.children, now.postgres]) expect(await waitForEnd(pid, 1_000)).toBe(true);
  expect(existsSync(join(data, "starter.json"))).toBe(false);
});
