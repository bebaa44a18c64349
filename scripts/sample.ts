import { CladeError } from "../lib/core/errors.ts";
import { createAssigner } from "../lib/experiments/assignment/assign.ts";
import { parseSampleCommand, sampleUsage } from "../lib/sample/command-line.ts";
import { daysFor, writeSample } from "../lib/sample/write-sample.ts";

const exitCodes = { wrongUse: 2, failed: 1, interrupted: 130 };

async function main(argv: readonly string[]): Promise<void> {
  const command = parseSampleCommand(argv);
  if (command === "help") return console.log(sampleUsage);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  try {
    const { transactions, experiment } = command;
    const days = transactions === undefined ? command.days : daysFor(command, transactions);
    const files = await writeSample({
      ...command,
      ...(days && { days }),
      experiment: experiment && { ...experiment, assign: assignBy(command.seed ?? 0) },
      signal: stop.signal,
      now: () => performance.now(),
    });
    for (const { path, rows, bytes, milliseconds } of files) {
      const size = (bytes / 1e6).toFixed(1);
      console.log(`${path}: ${rows.toLocaleString("en")} rows, ${size} MB, ${(milliseconds / 1000).toFixed(2)} s`);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error("Stopped; no file was left half written.");
    process.exitCode = exitCodes.interrupted;
  }
}

/** Half and half by the same hash as the product's own tests. */
function assignBy(seed: number): (userId: string) => "control" | "treatment" {
  const halves = [
    { arm: "control", share: 1 },
    { arm: "treatment", share: 1 },
  ];
  const assign = createAssigner({ key: `sample-${seed}`, arms: halves, holdout: null, layer: null });
  return (userId) => (assign(userId).arm === "treatment" ? "treatment" : "control");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof CladeError && error.code === "BAD_USAGE" ? exitCodes.wrongUse : exitCodes.failed;
});
