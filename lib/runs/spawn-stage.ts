import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { CladeError, type ErrorCode } from "../core/errors.ts";
import type { Progress } from "../core/stage.ts";
import { compileCacheFolder } from "../platform/compile-cache.ts";
import { compiled } from "../platform/compiled.ts";
import { countOomKills } from "../platform/oom-kills.ts";
import { endingWithHost } from "../platform/processes.ts";
import type { StageMessage, StageRequest } from "./stage-process.ts";
import type { ProcessName } from "./stages.ts";

export interface StageEnd {
  readonly milliseconds: number;
  readonly peakRssBytes: number;
}

/** A stage's process, started and loaded, waiting for its one request. */
export interface StageProcess {
  readonly pid: number | undefined;
  run(request: StageRequest, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<StageEnd>;
  kill(): void;
}

const entry = "lib/runs/stage-process.ts";
const prlimit = "/usr/bin/prlimit";
/** What a process leaves that was refused memory under its limit: abort, a segmentation fault. */
const memoryExits = new Set<number | string | null>([134, 139, "SIGABRT", "SIGSEGV"]);
const killedExits = new Set<number | string | null>([137, "SIGKILL"]);

/**
 * Starts a stage's own process in its own session, with an environment that holds no secrets; where util-linux is there,
 * the operating system bounds its private memory and ends it with its host.
 */
export function spawnStage(name: ProcessName, limitMb: number): StageProcess {
  const command = [process.execPath, "--disable-warning=ExperimentalWarning", compiled(entry), name];
  const bounded = existsSync(prlimit) ? [prlimit, `--data=${limitMb * 1024 * 1024}`, ...command] : command;
  const [file = process.execPath, ...args] = endingWithHost(bounded);
  const child = spawn(file, args, {
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      LANG: "C.UTF-8",
      TZ: "UTC",
      NODE_COMPILE_CACHE: compileCacheFolder,
    },
  });
  const oomKills = countOomKills();
  const ended = new Promise<number | string | null>((resolve) => {
    // Not "exit": the channel may still hold the last message then.
    child.once("close", (code, signal) => resolve(signal ?? code));
    child.once("error", () => resolve(null));
  });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("utf8")).slice(-4000);
  });
  const kill = () => killGroup(child);

  return {
    pid: child.pid,
    kill,
    run: (request, onProgress, signal) =>
      new Promise<StageEnd>((resolve, reject) => {
        const cancel = () => {
          kill();
          reject(new CladeError("CANCELLED"));
        };
        if (signal.aborted) return cancel();
        signal.addEventListener("abort", cancel, { once: true });
        child.on("message", (message: StageMessage) => {
          if (message.type === "progress") onProgress(message.progress);
          else if (message.type === "done") {
            const { milliseconds, peakRssBytes } = message;
            resolve({ milliseconds, peakRssBytes });
          } else reject(new CladeError(message.code, message.details, message.cause));
        });
        ended.then((exit) => {
          signal.removeEventListener("abort", cancel);
          const code = codeOfExit(exit, complaint, oomKills);
          reject(new CladeError(code, { stage: name, problem: `exit ${exit}` }, complaint));
        });
        child.send(request, (error) => {
          if (error) kill();
        });
      }),
  };
}

/** A kill without a count of the kernel's is somebody's; where the kernel does not count, memory is likelier. */
function codeOfExit(exit: number | string | null, complaint: string, oomKillsBefore: number | undefined): ErrorCode {
  if (memoryExits.has(exit) || /out of memory|bad_alloc/i.test(complaint)) return "OUT_OF_MEMORY";
  if (!killedExits.has(exit)) return "INTERNAL";
  return oomKillsBefore !== undefined && countOomKills() === oomKillsBefore ? "STAGE_KILLED" : "OUT_OF_MEMORY";
}

/** Kills the whole session; a process that is gone already is fine. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
