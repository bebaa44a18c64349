import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How often the kernel has killed a process because memory ran out: in this control group where it counts (version 2),
 * else on the whole machine. undefined where neither can be read.
 */
export function countOomKills(root = "/"): number | undefined {
  const group = /^0::(\/.*)$/m.exec(read(join(root, "proc/self/cgroup")))?.[1];
  const events = group === undefined ? "" : read(join(root, "sys/fs/cgroup", group, "memory.events"));
  const count = /^oom_kill (\d+)$/m.exec(events || read(join(root, "proc/vmstat")))?.[1];
  return count === undefined ? undefined : Number(count);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
