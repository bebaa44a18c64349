import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CladeError, type ErrorCode, type ErrorDetails } from "../../core/errors.ts";
import type { MeasureResult } from "../model-schema.ts";
import { type Precision, readModelFolder, refused } from "./model-folder.ts";
import type { Closeness } from "./prepare-model.ts";

export interface CheckedModel {
  readonly name: string;
  readonly dimension: number;
  readonly maxTokens: number;
  readonly sha256: string;
  readonly closeness: Closeness | undefined;
}

/** What a process says that looked at a folder, once. */
export type ProcessAnswer<Found> =
  | ({ readonly type: "fine" } & Found)
  | { readonly type: "refused"; readonly code: ErrorCode; readonly details: ErrorDetails };

export interface CheckLimits {
  /** Private memory beside what the model's size asks for. */
  readonly megabytes: number;
  readonly milliseconds: number;
}

const prlimit = "/usr/bin/prlimit";
const defaults: CheckLimits = { megabytes: 3072, milliseconds: 120_000 };
/** The file, its copies in the runtime and Clade's own graph of it. */
const copies = 6;

/**
 * Loads a folder that nobody trusts yet in a process of its own, with no secrets, bounded memory and time: the runtime
 * parses the graph in C++, and a crafted one may take that process down, but no other.
 * @throws MODEL_REFUSED with the reason, also where the process died or took too long; CANCELLED
 */
export async function checkModelFolder(
  folder: string,
  precision: Precision,
  signal: AbortSignal,
  limits: CheckLimits = defaults,
): Promise<CheckedModel> {
  return askProcess<CheckedModel>("check-process.ts", { folder, precision, more: [] }, signal, limits);
}

/**
 * Texts a second on this machine, and what int8 loses beside fp32 where both can be had; in a process of its own, as a check.
 * @throws as {@link checkModelFolder}
 */
export async function measureModelFolder(
  folder: string,
  precision: Precision,
  threads: number,
  signal: AbortSignal,
): Promise<MeasureResult> {
  const limits = { ...defaults, milliseconds: 600_000 };
  return askProcess<MeasureResult>(
    "measure-process.ts",
    { folder, precision, more: [String(threads)] },
    signal,
    limits,
  );
}

interface Asked {
  readonly folder: string;
  readonly precision: Precision;
  readonly more: readonly string[];
}

async function askProcess<Found extends object>(
  script: "check-process.ts" | "measure-process.ts",
  { folder, precision, more }: Asked,
  signal: AbortSignal,
  limits: CheckLimits,
): Promise<Found> {
  const { files } = readModelFolder(folder);
  const file = files[precision] ?? files.fp32 ?? files.int8 ?? "onnx";
  const entry = fileURLToPath(new URL(script, import.meta.url));
  const command = [process.execPath, "--disable-warning=ExperimentalWarning", entry, folder, precision, ...more];
  const bytes = limits.megabytes * 2 ** 20 + copies * statSync(join(folder, file)).size;
  const bounded = existsSync(prlimit) ? [prlimit, `--data=${Math.ceil(bytes)}`, ...command] : command;
  const child = spawn(bounded[0] ?? process.execPath, bounded.slice(1), {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", LANG: "C.UTF-8", TZ: "UTC" },
  });
  const kill = () => child.kill("SIGKILL");
  const timer = setTimeout(kill, limits.milliseconds);
  signal.addEventListener("abort", kill, { once: true });
  let answer: ProcessAnswer<Found> | undefined;
  child.on("message", (message) => {
    answer = message as ProcessAnswer<Found>;
  });
  try {
    const end = await new Promise<string | number | null>((resolve) => {
      child.once("close", (code, how) => resolve(how ?? code));
      child.once("error", () => resolve(null));
      if (signal.aborted) kill();
    });
    if (signal.aborted) throw new CladeError("CANCELLED");
    if (answer?.type === "refused") throw new CladeError(answer.code, answer.details);
    if (answer === undefined) throw refused(file, `loading it ends its process (${end ?? "it does not start"})`);
    const { type: _, ...found } = answer;
    return found as unknown as Found;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
  }
}
