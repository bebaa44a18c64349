import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataFolderBusy, lockDataFolder } from "./data-lock.ts";
import { isRunning, startTicks } from "./processes.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-lock-"));
  path = join(folder, "starter.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that does nothing until it is killed. */
async function sleeper(script = "setInterval(() => {}, 1000); process.send('up')") {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  await once(child, "message");
  return { child, pid: child.pid ?? 0 };
}

async function end({ child }: Awaited<ReturnType<typeof sleeper>>): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

test("a second starter is told who holds the directory, and the lock ends with its release", async () => {
  const lock = await lockDataFolder(path, "http://localhost:3000");
  const second = lockDataFolder(path, "http://localhost:3001");
  await expect(second).rejects.toThrow(DataFolderBusy);
  await expect(second).rejects.toMatchObject({ pid: process.pid, url: "http://localhost:3000" });
  lock.release();
  expect(existsSync(path)).toBe(false);
  (await lockDataFolder(path, "http://localhost:3001")).release();
});

test("of many starters at once one succeeds, also over a stale lock", async () => {
  const dead = await sleeper();
  const mark = { pid: dead.pid, ticks: startTicks(dead.pid), url: "http://old", children: [] };
  await end(dead);
  writeFileSync(path, JSON.stringify(mark));
  const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => lockDataFolder(path, `http://${i}`)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a number that was given to another process since does not hold the lock", async () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, ticks: "1", url: "http://old", children: [] }));
  (await lockDataFolder(path, "http://new")).release();
});

test("a lock that a crash cut off holds nobody up", async () => {
  writeFileSync(path, '{"pid": 12');
  const lock = await lockDataFolder(path, "http://new");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, url: "http://new" });
  lock.release();
});

test("what a killed starter left running is stopped, nobody else is", async () => {
  const starter = await sleeper();
  const web = await sleeper();
  const stranger = await sleeper();
  const children = [
    { pid: web.pid, ticks: startTicks(web.pid) },
    { pid: stranger.pid, ticks: "another start" },
  ];
  writeFileSync(
    path,
    JSON.stringify({ pid: starter.pid, ticks: startTicks(starter.pid), url: "http://old", children }),
  );
  await end(starter);
  const lock = await lockDataFolder(path, "http://new");
  expect(isRunning(web.pid)).toBe(false);
  expect(isRunning(stranger.pid)).toBe(true);
  lock.recordChildren([stranger.pid]);
  expect(JSON.parse(readFileSync(path, "utf8")).children).toEqual([
    { pid: stranger.pid, ticks: startTicks(stranger.pid) },
  ]);
  await end(stranger);
  lock.release();
});
