import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const setpriv = "/usr/bin/setpriv";

/** A command that the kernel ends with this process, where util-linux is there: one that computes does not hear of it. */
export function endingWithHost(command: readonly string[]): readonly string[] {
  return existsSync(setpriv) ? [setpriv, "--pdeathsig", "KILL", ...command] : command;
}

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || isZombie(pid)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ended, but its parent has not asked how; the number is still taken. */
function isZombie(pid: number): boolean {
  return statFields(pid)?.[0] === "Z";
}

/** Numbers are given out again: is this one still the program it was? Where /proc is missing, assume so. */
export function isRunningProgram(pid: number, program: string): boolean {
  if (!isRunning(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(program);
  } catch {
    return true;
  }
}

/** When the process began, in the kernel's ticks: with its number it names one process for good. */
export function startTicks(pid: number): string | undefined {
  return statFields(pid)?.[19];
}

/** The fields of /proc/PID/stat after the name, which may hold anything; the state is the first. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** true once the process is gone, false where it outlives the patience. */
export async function waitForEnd(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isRunning(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
