import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CladeError, type ErrorCode, type ErrorDetails } from "../../core/errors.ts";
import { type Precision, readModelFolder, refused } from "./model-folder.ts";
import type { Closeness } from "./prepare-model.ts";

export interface CheckedModel {
  readonly name: string;
  readonly dimension: number;
  readonly maxTokens: number;
  readonly sha256: string;
  readonly closeness: Closeness | undefined;
}

export type CheckAnswer =
  | ({ readonly type: "fine" } & CheckedModel)
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
  const { files } = readModelFolder(folder);
  const file = files[precision] ?? files.fp32 ?? files.int8 ?? "onnx";
  const entry = fileURLToPath(new URL("check-process.ts", import.meta.url));
  const command = [process.execPath, "--disable-warning=ExperimentalWarning", entry, folder, precision];
  const bytes = limits.megabytes * 2 ** 20 + copies * statSync(join(folder, file)).size;
  const bounded = existsSync(prlimit) ? [prlimit, `--data=${Math.ceil(bytes)}`, ...command] : command;
  const child = spawn(bounded[0] ?? process.execPath, bounded.slice(1), {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", LANG: "C.UTF-8", TZ: "UTC" },
  });
  const kill = () => child.kill("SIGKILL");
  const timer = setTimeout(kill, limits.milliseconds);
  signal.addEventListener("abort", kill, { once: true });
  let answer: CheckAnswer | undefined;
  child.on("message", (message) => {
    answer = message as CheckAnswer;
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
    const { type: _, ...checked } = answer;
    return checked;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
  }
}
