import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { writePrivately } from "./data-folder.ts";
import { isRunning, startTicks, waitForEnd } from "./processes.ts";

/** A number and when it was given out name one process for good. */
interface ProcessMark {
  readonly pid: number;
  readonly ticks: string | undefined;
}

interface LockFile extends ProcessMark {
  readonly url: string;
  /** Web server and workers of the starter, as they are now. */
  readonly children: readonly ProcessMark[];
}

export interface DataLock {
  /** What is to be stopped by the next start if this one is killed. */
  recordChildren(pids: readonly number[]): void;
  release(): void;
}

export class DataFolderBusy extends Error {
  readonly pid: number;
  readonly url: string;

  constructor(pid: number, url: string) {
    super(`Clade already runs on this data directory: process ${pid}, ${url}.`);
    this.pid = pid;
    this.url = url;
  }
}

/**
 * Makes this process the only starter on the data directory. What a killed starter left running is stopped first.
 * @throws DataFolderBusy while another starter lives.
 */
export async function lockDataFolder(path: string, url: string): Promise<DataLock> {
  const mine: LockFile = { ...markOf(process.pid), url, children: [] };
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    // A link to a name that is taken fails: of two starters at once one succeeds.
    while (!tryLink(draft, path)) await removeStale(path);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    recordChildren: (pids) => writePrivately(path, JSON.stringify({ ...mine, children: pids.map(markOf) })),
    release: () => rmSync(path, { force: true }),
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function removeStale(path: string): Promise<void> {
  const holder = readLock(path);
  if (holder && isAlive(holder)) throw new DataFolderBusy(holder.pid, holder.url);
  for (const child of holder?.children ?? []) await stop(child);
  // Moved aside under a name of our own and looked at again: another starter may have taken the lock meanwhile.
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readLock(aside);
  if (moved && isAlive(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

/** undefined where it is not there or was cut off by a crash. */
function readLock(path: string): LockFile | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockFile;
  } catch {
    return undefined;
  }
}

function markOf(pid: number): ProcessMark {
  return { pid, ticks: startTicks(pid) };
}

function isAlive({ pid, ticks }: ProcessMark): boolean {
  return isRunning(pid) && startTicks(pid) === ticks;
}

/** They have noticed already that their starter is gone; what hangs is killed. */
async function stop(child: ProcessMark): Promise<void> {
  for (const [signal, patience] of [
    ["SIGTERM", 6_000],
    ["SIGKILL", 3_000],
  ] as const) {
    if (!isAlive(child)) return;
    process.kill(child.pid, signal);
    if (await waitForEnd(child.pid, patience)) return;
  }
}
