import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "../lib/platform/ports.ts";
import { isRunning, waitForEnd } from "../lib/platform/processes.ts";
import { buildWeb } from "./build-web.ts";
import { type House, isReady, processesOf, readyLine, startHouse, workerOf } from "./fixtures/house.ts";
import { takeLabels, Visitor } from "./fixtures/visitor.ts";

/** What may pass between kill -9 and an answer. */
const recoveryMs = 15_000;
const started: House[] = [];
let data: string;
let port: number;
let visitor: Visitor;
let undisturbed: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "clade-start-"));
  port = await freePort();
  await buildWeb();
}, 900_000);
afterAll(async () => {
  for (const { child } of started) child.kill("SIGTERM");
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(data, { recursive: true, force: true });
});

function start(folder = data): House {
  const house = startHouse(folder, port);
  started.push(house);
  return house;
}

const isDone = ({ status }: { readonly status: string }) => status === "done";
const waitUntilReady = () =>
  vi.waitFor(async () => expect(await isReady(port)).toBe(true), { timeout: recoveryMs, interval: 100 });

test("it ends in a link for the first admin, and says why a second start cannot be", async () => {
  const link = await readyLine(start());
  expect(link).toMatch(new RegExp(`^http://localhost:${port}/\\S+link=\\S{20,}$`));
  expect(await isReady(port)).toBe(true);
  expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);

  const same = start();
  expect(await same.ended).toBe(1);
  expect(same.said()).toContain(`already runs on this data directory: process ${processesOf(data).starter}`);

  const elsewhere = mkdtempSync(join(tmpdir(), "clade-start-"));
  const taken = start(elsewhere);
  expect(await taken.ended).toBe(1);
  expect(taken.said()).toContain(`Port ${port} is taken`);
  rmSync(elsewhere, { recursive: true });
  expect(await isReady(port)).toBe(true);
  visitor = await Visitor.byLink(link);
});

test("a body that Node's decoder cannot be trusted with is refused", async () => {
  const headers = { "content-encoding": "br" };
  const answer = await fetch(`http://localhost:${port}/api/auth/sign-in/email`, { method: "POST", headers, body: "x" });
  expect(answer.status).toBe(415);
});

test("pages and files say what a browser may do with them, and no source map is served", async () => {
  const origin = `http://localhost:${port}`;
  const page = await fetch(`${origin}/sign-in`);
  expect(page.status).toBe(200);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+';/);
  expect(page.headers.get("cache-control")).toContain("no-store");
  expect(page.headers.get("x-powered-by")).toBeNull();
  const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(await page.text()) ?? [];
  const file = await fetch(origin + script);
  expect(file.status).toBe(200);
  for (const { headers } of [page, file, await fetch(`${origin}/api/v1/workspace`)]) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  }
  expect(await file.text()).not.toContain("sourceMappingURL");
  expect((await fetch(`${origin}${script}.map`)).status).toBe(404);
});

test("kill -9 of web server, worker and PostgreSQL at once: it answers again in time", async () => {
  const { children, postgres } = processesOf(data);
  for (const pid of [...children, postgres]) process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(isRunning(postgres)).toBe(false));
  await waitUntilReady();
  expect(processesOf(data).children).not.toEqual(children);
});

test("a run that nothing happens to gives the labels to hold the others against", async () => {
  await visitor.waitForRun(await visitor.startSampleRun("ingest"), isDone);
  undisturbed = takeLabels(data);
});

test("kill -9 of the worker, then of PostgreSQL, in a run: at work again in time, and the labels are the same", async () => {
  const id = await visitor.startSampleRun("ingest");
  for (const find of [workerOf, (folder: string) => processesOf(folder).postgres]) {
    const { stage: before } = await visitor.getRun(id);
    process.kill(find(data), "SIGKILL");
    const killed = performance.now();
    await visitor.waitForRun(id, ({ stage }) => stage !== null && stage !== before, 2 * recoveryMs);
    // The stage itself takes seconds once it is at work again.
    expect(performance.now() - killed).toBeLessThan(recoveryMs + 5_000);
  }
  await visitor.waitForRun(id, isDone);
  expect(takeLabels(data)).toBe(undisturbed);
});

test("kill -9 of the starter: the next start takes over, nothing is left, and it takes seconds", async () => {
  const before = processesOf(data);
  process.kill(before.starter, "SIGKILL");
  const house = start();
  await readyLine(house);
  expect(await isReady(port)).toBe(true);
  const now = processesOf(data);
  for (const pid of [...before.children, before.postgres]) expect(isRunning(pid)).toBe(false);

  house.child.kill("SIGINT");
  expect(await house.ended).toBe(0);
  for (const pid of [...now.children, now.postgres]) expect(await waitForEnd(pid, 1_000)).toBe(true);
  expect(existsSync(join(data, "starter.json"))).toBe(false);
});
