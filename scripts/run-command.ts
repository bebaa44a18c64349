import { availableParallelism } from "node:os";
import { asCladeError } from "../lib/core/errors.ts";

const commands = {
  segment: async () => (await import("../lib/runs/headless.ts")).segmentFiles,
  experiment: async () => (await import("../lib/runs/headless-experiment.ts")).reportExperiment,
} as const;

/** Runs a command in the foreground: a failure is one sentence and an exit code, Ctrl-C ends what it started. */
export async function runCommand(name: keyof typeof commands, argv: readonly string[]): Promise<void> {
  const command = await commands[name]();
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => controller.abort());
  try {
    await command(argv, {
      folder: process.env.INIT_CWD ?? process.cwd(),
      threads: Math.min(availableParallelism(), 8),
      signal: controller.signal,
      now: () => new Date(),
      stdout: process.stdout,
      stderr: process.stderr,
    });
  } catch (error) {
    const known = asCladeError(error, "run");
    process.stderr.write(`${known.sentence("en")}\n`);
    if (known.code === "INTERNAL") process.stderr.write(`${known.cause ?? known.stack}\n`);
    process.exitCode = { BAD_USAGE: 2, BAD_CONFIG: 2, CANCELLED: 130 }[known.code as string] ?? 1;
  }
}
