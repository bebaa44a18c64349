import { tmpdir } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { Service } from "./supervise.ts";

const open: Service[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.stop();
});

/** A service whose process is one line of JavaScript. */
function service(script: string) {
  const pids: number[] = [];
  const ends: string[] = [];
  const made = new Service({
    name: "test service",
    command: [process.execPath, "-e", script],
    folder: tmpdir(),
    env: { PATH: "", NODE_ENV: "test" },
    onSpawn: (pid) => pids.push(pid),
    onEnd: (_name, exit) => ends.push(exit),
  });
  open.push(made);
  return { made, pids, ends };
}

const ready = "process.send({ ready: true });";
const stay = "setInterval(() => {}, 1000);";

test("a process that is killed is started again, and one that was told to stop is not", async () => {
  const { made, pids, ends } = service(`${ready} ${stay}`);
  await made.start();
  process.kill(pids[0] ?? 0, "SIGKILL");
  await vi.waitFor(() => expect(pids).toHaveLength(2), 5_000);
  expect(ends).toEqual(["SIGKILL"]);
  await made.stop();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(pids).toHaveLength(2);
});

test("it is asked to stop politely, and may finish what it does", async () => {
  const { made, pids } = service(
    `process.on('SIGTERM', () => setTimeout(() => process.exit(0), 150)); ${ready} ${stay}`,
  );
  await made.start();
  const started = performance.now();
  await made.stop();
  expect(performance.now() - started).toBeGreaterThan(140);
  expect(() => process.kill(pids[0] ?? 0, 0)).toThrow("ESRCH");
});

test("a process that ends before it is ready fails the start instead of being tried for ever", async () => {
  const { made, pids } = service("process.exit(3)");
  await expect(made.start()).rejects.toThrow("the test service ended before it was ready (3)");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(pids).toHaveLength(1);
});
