import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countOomKills } from "./oom-kills.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-oom-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function machine(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const vmstat = "pgfault 99\noom_kill 7\n";

test("a control group's own count stands before the machine's", () => {
  const events = "low 0\nhigh 0\nmax 5\noom 3\noom_kill 2\noom_group_kill 0\n";
  const files = { "proc/self/cgroup": "0::/clade.service\n", "sys/fs/cgroup/clade.service/memory.events": events };
  expect(countOomKills(machine({ ...files, "proc/vmstat": vmstat }))).toBe(2);
});

test.each([
  ["an older kind of control group", { "proc/self/cgroup": "4:memory:/x\n", "proc/vmstat": vmstat }, 7],
  ["a group at the root, which counts nothing", { "proc/self/cgroup": "0::/\n", "proc/vmstat": vmstat }, 7],
  ["a system that tells nothing", {}, undefined],
])("%s", (_, files, count) => {
  expect(countOomKills(machine(files))).toBe(count);
});
