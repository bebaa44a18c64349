import { availableParallelism } from "node:os";
import { asCladeError } from "../lib/core/errors.ts";
import { segmentFiles } from "../lib/runs/headless.ts";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => controller.abort());

try {
  await segmentFiles(process.argv.slice(2), {
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
  if (known.code === "INTERNAL") process.stderr.write(`${(error as Error).cause ?? (error as Error).stack}\n`);
  process.exitCode =
    known.code === "BAD_USAGE" || known.code === "BAD_CONFIG" ? 2 : known.code === "CANCELLED" ? 130 : 1;
}
