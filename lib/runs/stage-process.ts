import type { ErrorCode, ErrorDetails } from "../core/errors.ts";
import type { Progress, StageResources } from "../core/stage.ts";
import type { ProcessName } from "./stages.ts";

/** What the host sends, once. Ids, folders and keys, never data. */
export interface StageRequest {
  readonly params: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly out: string;
  readonly saved?: string;
  readonly resources?: StageResources;
  readonly threads: number;
}

/** What the child answers: progress any number of times, then exactly one end. */
export type StageMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "done"; readonly milliseconds: number; readonly peakRssBytes: number }
  | { readonly type: "failed"; readonly code: ErrorCode; readonly details: ErrorDetails; readonly cause: string };

/**
 * Entry of a stage's own process: `node stage-process.ts NAME`. It loads the stage at once, so that a host may start it
 * ahead of time, waits for one request over IPC, works, answers and ends. It ends as well when the host goes
 * away, but for loading first: that is how the set-up warms the compile cache.
 */
async function main(name: ProcessName): Promise<void> {
  const request = new Promise<StageRequest>((resolve) => process.once("message", (m) => resolve(m as StageRequest)));
  const { processes } = await import("./stages.ts");
  const stage = await processes.find((entry) => entry.name === name)?.load();
  if (!stage) throw new Error(`no stage ${name}`);
  if (!process.connected) return;
  process.once("disconnect", () => process.exit(1));
  const { params, inputs, out, saved, resources, threads } = await request;
  const started = performance.now();
  await stage.run(params as never, {
    input(stage) {
      const folder = inputs[stage];
      if (folder === undefined) throw new Error(`stage ${name} does not read ${stage}`);
      return folder;
    },
    ...{ out, threads, ...(saved === undefined ? {} : { saved }), ...(resources ? { resources } : {}) },
    progress: (progress) => answer({ type: "progress", progress }),
  });
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  answer({ type: "done", milliseconds: performance.now() - started, peakRssBytes }, 0);
}

function answer(message: StageMessage, exitCode?: number): void {
  process.send?.(message, () => exitCode !== undefined && process.exit(exitCode));
}

async function fail(name: string, error: unknown): Promise<void> {
  const { asCladeError } = await import("../core/errors.ts");
  const known = asCladeError(error, name);
  answer(
    { type: "failed", code: known.code, details: known.details, cause: String((error as Error)?.stack ?? error) },
    1,
  );
}

const name = process.argv[2] as ProcessName;
main(name).catch((error: unknown) => fail(name, error));
